package dev.lockstep.engine.channel;

/** A dump ends with an ERR packet to the replica; 1236 unless it says otherwise. The connection lives on. */
final class DumpFailedException extends Exception {
    static final int FATAL_ERROR_READING_BINLOG = 1236;
    static final int UNKNOWN_ERROR = 1105;

    private static final long serialVersionUID = 1;

    private final int errno;

    DumpFailedException(String message) {
        this(FATAL_ERROR_READING_BINLOG, message);
    }

    DumpFailedException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
