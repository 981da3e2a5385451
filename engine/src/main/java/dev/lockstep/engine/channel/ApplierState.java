package dev.lockstep.engine.channel;

/**
 * What a channel's applier was told and where it waits: kept by the channel from one applier thread to the next. Any thread
 * may read; what a start sets is set while no applier runs.
 */
final class ApplierState {
    private final SkipCounter skip = new SkipCounter();
    private volatile UntilCondition until = new UntilCondition.Never();
    private volatile long delayEndSeconds;

    SkipCounter skip() {
        return skip;
    }

    UntilCondition until() {
        return until;
    }

    /** A thread is about to start with that condition. */
    void starts(UntilCondition condition) {
        until = condition;
        delayEndSeconds = 0;
        skip.restart();
    }

    /** RESET SLAVE. */
    void reset() {
        starts(new UntilCondition.Never());
        skip.set(0);
    }

    /** Until when the thread waits because of {@code MASTER_DELAY}, Unix time of this server; 0 if it does not. */
    long delayEndSeconds() {
        return delayEndSeconds;
    }

    void delayedUntil(long seconds) {
        delayEndSeconds = seconds;
    }
}
