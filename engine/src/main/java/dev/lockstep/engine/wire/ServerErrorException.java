package dev.lockstep.engine.wire;

/** A statement or command ended with an error of the server: ours (to be sent) or the other side's (that came). */
public final class ServerErrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ServerError error;

    /** The error as it is on the wire. */
    public ServerErrorException(ServerError error) {
        super(error.toString());
        this.error = error;
    }

    /** The error as it is on the wire. */
    public ServerError error() {
        return error;
    }
}
