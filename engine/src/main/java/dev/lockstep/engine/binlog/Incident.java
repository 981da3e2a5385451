package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;

/**
 * Something was done on the source that the log does not hold; appliers stop here with error 1590.
 *
 * @param code 1 is LOST_EVENTS
 * @param message at most 255 bytes
 */
public record Incident(int code, String message) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.INCIDENT;
    }

    /** MySQL 8.0 puts four bytes behind the message (seen on 8.0.33), which nobody reads. */
    static Incident read(ByteReader in) {
        int code = in.u16();
        Incident incident = new Incident(code, in.text(in.u8(), StandardCharsets.UTF_8));
        in.skip(in.remaining());
        return incident;
    }

    @Override
    public void writeBody(ByteWriter out) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        if (text.length > 255) {
            throw new IllegalArgumentException("incident message longer than 255 bytes");
        }
        out.u16(code).u8(text.length).bytes(text);
    }
}
