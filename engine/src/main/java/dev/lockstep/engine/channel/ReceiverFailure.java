package dev.lockstep.engine.channel;

/** Ends the receiver thread for good, with the error that {@code Last_IO_Error} shows; reconnecting would not help. */
final class ReceiverFailure extends Exception {
    static final int FATAL_ERROR = 1593;
    static final int RELAY_LOG_WRITE = 1595;
    static final int CHECKSUM = 1743;
    /** ER_SLAVE_MASTER_COM_FAILURE (MariaDB; MySQL's ER_SLAVE_SOURCE_COM_FAILURE). */
    static final int SOURCE_COMMAND_FAILED = 1597;

    private static final long serialVersionUID = 1;

    private final int errno;

    ReceiverFailure(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** 1593 with its prefix. */
    static ReceiverFailure fatal(String message) {
        return new ReceiverFailure(FATAL_ERROR, "Fatal error: " + message);
    }

    /** 1595. */
    static ReceiverFailure couldNotQueue() {
        return new ReceiverFailure(RELAY_LOG_WRITE,
                "Relay log write failure: could not queue event from master");
    }

    int errno() {
        return errno;
    }
}
