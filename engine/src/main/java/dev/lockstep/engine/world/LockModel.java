package dev.lockstep.engine.world;

/**
 * How a waiter gets a lock that its holder gives back.
 *
 * <p>No stock Java lock, and no pthread mutex on a small machine, starves a waiter reliably (semisync.md D.2), while the
 * real server on many cores does for minutes: there the releasing thread keeps running on its core and takes the lock
 * again before the woken waiter, which sits in the kernel, has been scheduled. {@link WakeUpLatency} models just that.
 */
public sealed interface LockModel {
    /**
     * The model of a multi-core server: a released lock is free for any running thread at once; the waiter that the release
     * woke gets to try only {@code nanos} later, and if a running thread has barged in by then, it sleeps again.
     *
     * @param nanos wake-up latency in nanoseconds
     */
    record WakeUpLatency(long nanos) implements LockModel {
        /** Refuses a negative latency. */
        public WakeUpLatency {
            if (nanos < 0) {
                throw new IllegalArgumentException("wake-up latency " + nanos + " ns");
            }
        }
    }

    /** Whatever the platform gives: an unfair {@code java.util.concurrent} lock. */
    record Os() implements LockModel {}

    /**
     * The default, 30 microseconds: measured between 10, where a waiter now and then got in although the holder re-took the
     * lock at once, and 51, the shortest nap. See docs/benchmarks.md.
     */
    LockModel DEFAULT = new WakeUpLatency(30_000);
}
