package dev.lockstep.engine.wire;

/** A frame came with another sequence number than the one expected: server error 1156. */
public final class PacketsOutOfOrderException extends FramingException {
    private static final long serialVersionUID = 1;

    private final int expected;
    private final int got;

    /** Both numbers are 0 to 255. */
    public PacketsOutOfOrderException(int expected, int got) {
        super("Got packets out of order: expected sequence number " + expected + ", got " + got);
        this.expected = expected;
        this.got = got;
    }

    /** Sequence number that should have come. */
    public int expected() {
        return expected;
    }

    /** Sequence number that came. */
    public int got() {
        return got;
    }
}
