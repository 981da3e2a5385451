package dev.lockstep.engine.channel;

/** An event could not be applied; the applier stops with this error. */
public final class ApplyException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    private final int errno;
    private final String cause;
    private final String handlerError;

    /** Number and text of the server. */
    public ApplyException(int errno, String message) {
        this(errno, message, message, "");
    }

    /**
     * With what the storage engine said of it.
     *
     * @param message the whole text
     * @param cause the text of the statement's or row's own error, which the error log repeats
     * @param handlerError the storage engine's name of the error, such as {@code HA_ERR_FOUND_DUPP_KEY}; empty for none
     */
    public ApplyException(int errno, String message, String cause, String handlerError) {
        super(message);
        this.errno = errno;
        this.cause = cause;
        this.handlerError = handlerError;
    }

    /** The server's error number, such as 1062 or 1032. */
    public int errno() {
        return errno;
    }

    /** The text of the statement's or row's own error. */
    public String causeText() {
        return cause;
    }

    /** The storage engine's name of the error, empty for none. */
    public String handlerError() {
        return handlerError;
    }

    /** Whether the transaction may succeed if it is tried again ({@code has_temporary_error}, rpl_slave.cc). */
    boolean temporary() {
        return errno == LOCK_WAIT_TIMEOUT || errno == DEADLOCK;
    }
}
