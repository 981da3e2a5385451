package dev.lockstep.engine.world;

/**
 * A condition variable of a {@link TracedLock}. The caller of every method holds the lock. There are no spurious
 * wake-ups, but callers loop all the same, since the state may have changed before they hold the lock again.
 */
public interface TracedCondition {
    /** Releases the lock, waits for a signal, takes the lock again. */
    void await();

    /**
     * The same with a limit.
     *
     * @return false if the time was up before a signal came
     */
    boolean await(long timeoutNanos);

    /**
     * The same until the wall clock shows that time, as {@code pthread_cond_timedwait} does: a clock that jumps makes the wait
     * shorter or longer.
     *
     * @param epochMicros microseconds of Unix time
     */
    boolean awaitUntil(long epochMicros);

    /** Wakes the thread that has waited longest. */
    void signal();

    /** Wakes all that wait. */
    void signalAll();
}
