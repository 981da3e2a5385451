package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * A result set follows.
 *
 * @param columns how many columns it has, 1 to 4096
 */
public record ResultSetHeader(int columns) implements Response {
    /** Most columns that a server gives. */
    public static final int MAX_COLUMNS = 4096;

    /** Reads the packet. */
    public static ResultSetHeader decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        long columns = in.lenenc();
        if (columns < 1 || columns > MAX_COLUMNS) {
            throw new MalformedBytesException("result set of " + Long.toUnsignedString(columns) + " columns", 0);
        }
        return new ResultSetHeader((int) columns);
    }

    @Override
    public byte[] encode() {
        return new ByteWriter().lenenc(columns).toBytes();
    }
}
