package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A mutex as on a server with a processor for every thread: see {@link LockModel.WakeUpLatency}.
 *
 * <p>States, all changes under this object's monitor:
 *
 * <pre>
 * free, nobody waits      lock -> held
 * held                    lock -> caller joins the queue;  unlock -> free, the first of the queue is woken
 * free, a waiter woken    latency not over: lock -> held by the caller, the waiter was barged and sleeps on
 *                         latency over:     lock -> held by the waiter, the caller joins the queue
 *                         the waiter itself tries once the latency is over -> held by the waiter
 * </pre>
 *
 * <p>A laboratory machine has fewer processors than the modelled server, so its operating system may take the processor
 * away from the releasing thread just between unlock and lock, often in favour of the very waiter that it woke. On the
 * modelled server that thread would have run on, and in native code. Hence the latency is counted in the releasing
 * thread's own processor time until it blocks (a sleep, a wait, I/O through the world, an {@code Activity}), and in real time from then on;
 * and code that calls nothing of the world is let off {@link #STRAIGHT_NANOS}, so that a thread that goes straight from
 * unlock to lock is not charged for the virtual machine's compiling and for what the host steals. That is all that the
 * model adds; it does not know which lock, thread or profile it serves.
 */
final class WakeUpLatencyLock extends LiveLock {
    /** After so long the releaser counts as blocked by something that the world does not see. */
    private static final long UNSEEN_BLOCK_NANOS = 1_000_000_000;

    /**
     * Processor time that a releaser may use before its next call into the world without the latency running. Far more than
     * any code needs, because a host that steals the processor is charged to the thread that runs: 500 us let 2 of 20 stalls
     * end early at a load of 10 on two processors.
     */
    private static final long STRAIGHT_NANOS = 10_000_000;

    /** Some 2 microseconds. */
    private static final int LOOKS = 40;

    /** A wait that lasted as long is worth an event of its own. */
    private static final long LONG_WAIT_NANOS = 100_000_000;

    private final long latencyNanos;
    private final ArrayDeque<Waiter> queue = new ArrayDeque<>();
    private volatile @Nullable LiveThread owner;
    private @Nullable Waiter woken;
    private @Nullable LiveThread releaser;
    private long releasedNanos;
    private long releaserCpuNanos;
    private int releaserBlocks;
    private int releaserCalls;

    private static final class Waiter {
        final LiveThread thread;
        final long sinceNanos;
        int barged;
        String reason = "";
        volatile boolean granted;
        volatile long grantedNanos;
        /** Looked at without the monitor, so that a waiter that was woken stays out of the releaser's way. */
        volatile long mayTryNanos;

        Waiter(LiveThread thread, long sinceNanos) {
            this.thread = thread;
            this.sinceNanos = sinceNanos;
        }
    }

    WakeUpLatencyLock(LiveWorld world, String name, long latencyNanos) {
        super(world, name);
        this.latencyNanos = latencyNanos;
    }

    @Override
    public void lock(String site) {
        world.checkAlive();
        LiveThread me = world.threads().arriving();
        if (unwatched() && takenUnseen(me)) {
            return;
        }
        int siteNumber = site(site);
        Waiter waiter;
        synchronized (this) {
            if (owner == me) {
                throw new IllegalMonitorStateException(me + " already holds " + this);
            }
            long now = now();
            if (takeIfAllowed(me, siteNumber, now)) {
                return;
            }
            waiter = new Waiter(me, now);
            queue.addLast(waiter);
            record(me, LockOp.REQUESTED, 0, siteNumber, now);
            record(me, LockOp.WAITING, owner == null ? 0 : owner.id(), siteNumber, now);
        }
        me.blocked(name());
        long acquired = awaitTurn(waiter);
        record(me, LockOp.ACQUIRED, 0, siteNumber, acquired);
        if (acquired - waiter.sinceNanos >= LONG_WAIT_NANOS) {
            world.trace().emit(new TraceEvent.LongWaitEnded(acquired, world.node(), name(), me.id(), me.name(),
                    acquired - waiter.sinceNanos, waiter.barged, waiter.reason));
        }
    }

    @Override
    public boolean tryLock(String site) {
        world.checkAlive();
        LiveThread me = world.threads().arriving();
        synchronized (this) {
            return takeIfAllowed(me, site(site), now());
        }
    }

    /**
     * Takes a lock for which nobody waits, where nobody will ever look at the lab; a recording that pauses changes nothing.
     * Most are held for less time than it takes to go to sleep, so a running thread looks a few times more before it queues,
     * as an adaptive mutex does.
     */
    private boolean takenUnseen(LiveThread me) {
        for (int i = 0; i < LOOKS; i++) {
            if (owner == null) {
                return takenIfFree(me);
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private synchronized boolean takenIfFree(LiveThread me) {
        if (owner != null || woken != null) {
            return false;
        }
        owner = me;
        me.called();
        return true;
    }

    /**
     * Takes a free lock for the caller, or gives it to a woken waiter whose time has come. The call counts as one into the
     * world only afterwards: a releaser that is back, and waits for this object's monitor, has gone straight from unlock to
     * lock.
     */
    private boolean takeIfAllowed(LiveThread me, int site, long now) {
        boolean taken = takeOrGrant(me, site, now);
        me.called();
        return taken;
    }

    private boolean takeOrGrant(LiveThread me, int site, long now) {
        if (owner != null) {
            return false;
        }
        Waiter sleeper = woken;
        if (sleeper != null) {
            if (elapsedSinceRelease(now) >= latencyNanos) {
                grant(sleeper, now);
                return false;
            }
            sleeper.barged++;
            record(me, LockOp.BARGED, sleeper.thread.id(), site, now);
            woken = null;
        }
        owner = me;
        record(me, LockOp.ACQUIRED, 0, site, now);
        return true;
    }

    private void grant(Waiter waiter, long now) {
        owner = waiter.thread;
        waiter.reason = reason(now);
        waiter.grantedNanos = now;
        waiter.granted = true;
        woken = null;
        queue.remove(waiter);
        waiter.thread.unpark();
    }

    /** Sleeps until the waiter owns the lock; returns since when. */
    private long awaitTurn(Waiter waiter) {
        while (true) {
            long early = waiter.mayTryNanos - now();
            if (early > 0 && !waiter.granted && !world.killed()) {
                LockSupport.parkNanos(this, early);
                continue;
            }
            long sleepNanos;
            synchronized (this) {
                if (world.killed()) {
                    queue.remove(waiter);
                    throw new WorldKilledError(world.node());
                }
                if (waiter.granted) {
                    return waiter.grantedNanos;
                }
                if (owner == null && woken == waiter) {
                    long now = now();
                    long elapsed = elapsedSinceRelease(now);
                    if (elapsed >= latencyNanos) {
                        grant(waiter, now);
                        return now;
                    }
                    sleepNanos = Math.min(latencyNanos, latencyNanos - elapsed);
                } else {
                    sleepNanos = Long.MAX_VALUE;
                }
            }
            if (sleepNanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, sleepNanos);
            }
        }
    }

    @Override
    public void unlock() {
        LiveThread me = world.threads().current();
        LiveThread[] signalled;
        synchronized (this) {
            if (owner != me) {
                if (world.killed()) {
                    return;
                }
                throw new IllegalMonitorStateException(me + " does not hold " + this);
            }
            signalled = takeSignalled();
            owner = null;
            Waiter first = queue.peekFirst();
            boolean seen = recording();
            long now = first != null || seen ? now() : 0;
            if (seen) {
                record(me, LockOp.RELEASED, first == null ? 0 : first.thread.id(), 0, now);
            }
            if (first != null) {
                woken = first;
                releaser = me;
                releaserBlocks = me.blocks();
                releaserCalls = me.calls();
                releasedNanos = now;
                first.mayTryNanos = now + latencyNanos;
                first.thread.unpark();
                releaserCpuNanos = me.cpuNanos();
            }
        }
        wake(signalled);
    }

    /** How much of the latency is over: see the class comment. */
    private long elapsedSinceRelease(long now) {
        long real = now - releasedNanos;
        LiveThread last = releaser;
        if (real < latencyNanos || last == null || last.blocks() != releaserBlocks || real > UNSEEN_BLOCK_NANOS) {
            return real;
        }
        long cpuNow = last.cpuNanos();
        if (cpuNow < 0 || releaserCpuNanos < 0) {
            return real;
        }
        long cpu = cpuNow - releaserCpuNanos;
        return last.calls() == releaserCalls ? cpu - STRAIGHT_NANOS : cpu;
    }

    /** What let a waiter in, for a person: what the thread that released the lock has done since. */
    private String reason(long now) {
        LiveThread last = releaser;
        if (last == null) {
            return "the lock was free";
        }
        if (last.blocks() != releaserBlocks) {
            return last.name() + " let go of it and then blocked (" + last.lastBlock() + ")";
        }
        if (now - releasedNanos > UNSEEN_BLOCK_NANOS || last.cpuNanos() < 0) {
            return last.name() + " let go of it and did not come back";
        }
        return last.name() + " let go of it and computed for longer than the wake-up latency";
    }

    @Override
    public boolean heldByCurrentThread() {
        LiveThread me = world.threads().current();
        synchronized (this) {
            return owner == me;
        }
    }
}
