package dev.lockstep.engine.filter;

/** A value that a rule cannot have; the message says which and why. */
public final class FilterSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public FilterSyntaxException(String message) {
        super(message);
    }
}
