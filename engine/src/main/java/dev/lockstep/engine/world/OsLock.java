package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.LockOp;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A mutex as this platform has it: an unfair {@link ReentrantLock}. Whether it starves anybody is up to the platform. */
final class OsLock extends LiveLock {
    /** A waiter looks this often whether its node was killed; the platform queues it anew then. */
    private static final long LOOK_FOR_KILL_MILLIS = 200;

    private final ReentrantLock lock = new ReentrantLock(false);
    private final java.util.concurrent.ConcurrentLinkedQueue<LiveThread> waiting = new java.util.concurrent.ConcurrentLinkedQueue<>();
    private volatile @Nullable LiveThread owner;

    OsLock(LiveWorld world, String name) {
        super(world, name);
    }

    @Override
    public void lock(String site) {
        if (tryLock(site)) {
            return;
        }
        LiveThread me = world.threads().current();
        int siteNumber = site(site);
        LiveThread holder = owner;
        long asked = now();
        record(me, LockOp.REQUESTED, 0, siteNumber, asked);
        record(me, LockOp.WAITING, holder == null ? 0 : holder.id(), siteNumber, asked);
        waiting.add(me);
        me.blocked(name());
        try {
            while (!lock.tryLock(LOOK_FOR_KILL_MILLIS, TimeUnit.MILLISECONDS)) {
                world.checkAlive();
            }
        } catch (InterruptedException _) {
            waiting.remove(me);
            throw new WorldKilledError(world.node());
        }
        waiting.remove(me);
        owner = me;
        record(me, LockOp.ACQUIRED, 0, siteNumber, now());
    }

    @Override
    public boolean tryLock(String site) {
        world.checkAlive();
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException(world.threads().current() + " already holds " + this);
        }
        if (!lock.tryLock()) {
            return false;
        }
        LiveThread me = world.threads().current();
        LiveThread sleeper = waiting.peek();
        long now = now();
        if (sleeper != null) {
            record(me, LockOp.BARGED, sleeper.id(), site(site), now);
        }
        owner = me;
        record(me, LockOp.ACQUIRED, 0, site(site), now);
        return true;
    }

    @Override
    public void unlock() {
        LiveThread me = world.threads().current();
        if (!lock.isHeldByCurrentThread()) {
            if (world.killed()) {
                return;
            }
            throw new IllegalMonitorStateException(me + " does not hold " + this);
        }
        LiveThread first = waiting.peek();
        owner = null;
        record(me, LockOp.RELEASED, first == null ? 0 : first.id(), 0, now());
        LiveThread[] signalled = takeSignalled();
        lock.unlock();
        wake(signalled);
    }

    @Override
    public boolean heldByCurrentThread() {
        return lock.isHeldByCurrentThread();
    }
}
