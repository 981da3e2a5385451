package dev.lockstep.engine.lab;

/** A lab or a node of it could not be started or changed. The message is for a person. */
public final class LabException extends Exception {
    private static final long serialVersionUID = 1;

    /** With what lies below. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With no cause. */
    public LabException(String message) {
        super(message);
    }
}
