package dev.lockstep.engine.trace;

/** Where events go. Any thread may emit; emitting never blocks for longer than an append takes. */
public interface TraceSink {
    /** Appends an event. */
    void emit(TraceEvent event);

    /** A sink that keeps nothing, for measuring what recording costs and for tests. */
    TraceSink NONE = event -> {};
}
