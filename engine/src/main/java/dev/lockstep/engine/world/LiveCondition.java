package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A condition variable of either kind of live lock. Its queue is guarded by the lock itself. */
final class LiveCondition implements TracedCondition {
    private final LiveWorld world;
    private final LiveLock lock;
    private final String name;
    private final ArrayDeque<Sleeper> sleepers = new ArrayDeque<>();

    private static final class Sleeper {
        final LiveThread thread;
        volatile boolean signalled;

        Sleeper(LiveThread thread) {
            this.thread = thread;
        }
    }

    LiveCondition(LiveWorld world, LiveLock lock, String name) {
        this.world = world;
        this.lock = lock;
        this.name = name;
    }

    @Override
    public void await() {
        await(Long.MAX_VALUE);
    }

    @Override
    public boolean await(long timeoutNanos) {
        if (timeoutNanos == Long.MAX_VALUE) {
            return await(() -> Long.MAX_VALUE);
        }
        long start = System.nanoTime();
        return await(() -> timeoutNanos - (System.nanoTime() - start));
    }

    @Override
    public boolean awaitUntil(long epochMicros) {
        return await(() -> (epochMicros - world.clock().epochMicros()) * 1_000);
    }

    private boolean await(LongSupplier leftNanos) {
        requireLock();
        LiveThread me = world.threads().current();
        Sleeper sleeper = new Sleeper(me);
        sleepers.addLast(sleeper);
        me.beginWait(lock.site(name));
        lock.unlock();
        // only now: who waits for the lock counts what this thread does after it gave the lock back
        me.blocked(Activity.WAITING.label());
        sleep(sleeper, leftNanos);
        lock.lock(name);
        me.end(Activity.WAITING);
        if (sleeper.signalled) {
            return true;
        }
        sleepers.remove(sleeper);
        return false;
    }

    private void sleep(Sleeper sleeper, LongSupplier leftNanos) {
        while (!sleeper.signalled) {
            world.checkAlive();
            long left = leftNanos.getAsLong();
            if (left <= 0) {
                return;
            }
            if (left == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    @Override
    public void signal() {
        requireLock();
        Sleeper first = sleepers.pollFirst();
        if (first != null) {
            wake(first);
        }
    }

    @Override
    public void signalAll() {
        requireLock();
        for (Sleeper sleeper = sleepers.pollFirst(); sleeper != null; sleeper = sleepers.pollFirst()) {
            wake(sleeper);
        }
    }

    private void wake(Sleeper sleeper) {
        sleeper.signalled = true;
        lock.wakeOnUnlock(sleeper.thread);
    }

    private void requireLock() {
        if (!lock.heldByCurrentThread()) {
            world.checkAlive();
            throw new IllegalMonitorStateException(name + " used without " + lock);
        }
    }
}
