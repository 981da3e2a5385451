package dev.lockstep.engine.trace;

/** Where events go. Any thread may emit; emitting never blocks for longer than an append takes. */
public interface TraceSink {
    /** Appends an event. */
    void emit(TraceEvent event);

    /** Whether events other than lines of error logs are kept: if not, one who has very many need not make them. */
    default boolean recording() {
        return true;
    }

    /** A sink that keeps nothing, for measuring what recording costs and for tests. */
    TraceSink NONE = event -> {};
}
