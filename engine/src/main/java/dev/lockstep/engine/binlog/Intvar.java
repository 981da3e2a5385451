package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * A number that the statement after it needs.
 *
 * @param value unsigned
 */
public record Intvar(Kind kind, long value) implements BinlogEvent {
    /** Which number; codes are 1 and 2. */
    public enum Kind {
        LAST_INSERT_ID, INSERT_ID
    }

    @Override
    public int type() {
        return EventTypes.INTVAR;
    }

    static Intvar read(ByteReader in) {
        int code = in.u8();
        Kind kind = switch (code) {
            case 1 -> Kind.LAST_INSERT_ID;
            case 2 -> Kind.INSERT_ID;
            default -> throw new MalformedBytesException("intvar of kind " + code, 0);
        };
        return new Intvar(kind, in.u64());
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u8(kind == Kind.LAST_INSERT_ID ? 1 : 2).u64(value);
    }
}
