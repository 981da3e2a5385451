package dev.lockstep.engine.world;

/** A fault that cannot be set there; the message says why, and what would help. */
public final class FaultRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** With a text for a person. */
    public FaultRefusedException(String message) {
        super(message);
    }
}
