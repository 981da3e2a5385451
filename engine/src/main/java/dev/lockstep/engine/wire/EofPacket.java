package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * EOF: ends columns, rows, and always (even with {@link Capabilities#DEPRECATE_EOF}) a binlog dump that does not block.
 *
 * @param warnings number of warnings
 * @param status {@link StatusFlags}
 */
public record EofPacket(int warnings, int status) implements Response {
    /** First byte. */
    public static final int HEADER = 0xfe;
    private static final int MAX_BYTES = 9;

    /** Whether a payload is an EOF packet and not a row whose first value is that long. */
    public static boolean is(byte[] payload) {
        return payload.length > 0 && payload.length < MAX_BYTES && (payload[0] & 0xff) == HEADER;
    }

    /** Reads the packet. */
    public static EofPacket decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        Responses.expect(in, HEADER, "EOF");
        return in.atEnd() ? new EofPacket(0, 0) : new EofPacket(in.u16(), in.u16());
    }

    @Override
    public byte[] encode() {
        return new ByteWriter().u8(HEADER).u16(warnings).u16(status).toBytes();
    }
}
