package dev.lockstep.engine.trace;

/** Placeholder, see TraceLog. */
public final class ThreadTrack {
    private ThreadTrack() {}

    /** Number of the thread. */
    public int id() {
        return 0;
    }
}
