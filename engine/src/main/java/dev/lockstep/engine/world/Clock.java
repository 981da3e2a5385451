package dev.lockstep.engine.world;

/** Time as a node sees it. */
public interface Clock {
    /** Nanoseconds since the lab started; monotonic, the time base of the trace. */
    long nanos();

    /** Microseconds since 1970-01-01 UTC: what a server writes into event headers and answers to {@code NOW()}. */
    long epochMicros();
}
