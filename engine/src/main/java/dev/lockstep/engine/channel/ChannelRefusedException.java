package dev.lockstep.engine.channel;

/** A replication statement that cannot be run now; number and text are for the client. */
public final class ChannelRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int errno;

    ChannelRefusedException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** The server's error number, such as 3021. */
    public int errno() {
        return errno;
    }
}
