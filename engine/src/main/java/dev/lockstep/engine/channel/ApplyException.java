package dev.lockstep.engine.channel;

/** An event could not be applied; the applier stops with this error. */
public final class ApplyException extends Exception {
    private static final long serialVersionUID = 1;

    private final int errno;

    /** Number and text of the server. */
    public ApplyException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** The server's error number, such as 1062 or 1032. */
    public int errno() {
        return errno;
    }
}
