package dev.lockstep.engine.bytes;

/**
 * Bytes that are not what their format says: a length past the end, a number outside its range. Thrown by every decoder,
 * so that one catch clause covers hostile or damaged input; the caller decides whether that ends a packet, a connection
 * or a file.
 */
public class MalformedBytesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;

    /** What is wrong, and at which offset of the decoded block it was noticed. */
    public MalformedBytesException(String message, int offset) {
        super(message + " (at byte " + offset + ")");
        this.offset = offset;
    }

    /** Offset in the decoded block, in bytes. */
    public int offset() {
        return offset;
    }
}
