package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * OK: a command is done without a result set, or, with {@link Capabilities#DEPRECATE_EOF} and the header 0xfe, a result
 * set has ended. The text has a length before it, whatever the capabilities (seen on MariaDB 10.11); session state is not
 * offered and so never follows it.
 *
 * @param affectedRows rows changed, or matched with {@link Capabilities#FOUND_ROWS}
 * @param lastInsertId first generated AUTO_INCREMENT value, 0 if none
 * @param status {@link StatusFlags}
 * @param warnings number of warnings
 * @param info text for people, such as {@code Rows matched: 1  Changed: 1  Warnings: 0}
 */
public record OkPacket(long affectedRows, long lastInsertId, int status, int warnings, String info)
        implements
            Response {
    /** First byte. */
    public static final int HEADER = 0x00;

    /** Plain OK. */
    public static OkPacket of(int status) {
        return new OkPacket(0, 0, status, 0, "");
    }

    /** Reads either form. */
    public static OkPacket decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        int header = in.u8();
        if (header != HEADER && header != EofPacket.HEADER) {
            throw new MalformedBytesException(String.format("0x%02x where an OK packet was expected", header), 0);
        }
        return new OkPacket(in.lenenc(), in.lenenc(), in.u16(), in.u16(), in.atEnd() ? "" : in.lenencText());
    }

    @Override
    public byte[] encode() {
        return body(HEADER);
    }

    /** The form that ends a result set with {@link Capabilities#DEPRECATE_EOF}. */
    public byte[] encodeAsEndOfResultSet() {
        return body(EofPacket.HEADER);
    }

    private byte[] body(int header) {
        ByteWriter out = new ByteWriter().u8(header)
                .lenenc(affectedRows)
                .lenenc(lastInsertId)
                .u16(status)
                .u16(warnings);
        return info.isEmpty() ? out.toBytes() : out.lenencText(info).toBytes();
    }
}
