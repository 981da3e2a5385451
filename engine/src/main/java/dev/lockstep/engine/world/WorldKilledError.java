package dev.lockstep.engine.world;

/**
 * Thrown out of every call into a world that was killed, so that its threads unwind. An error and not an exception,
 * because nothing but the thread's outermost frame may handle it.
 */
public final class WorldKilledError extends Error {
    private static final long serialVersionUID = 1;

    /** The node whose world was killed. */
    public WorldKilledError(String node) {
        super(node + " was killed", null, false, false);
    }
}
