package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A user variable that the statement after it needs.
 *
 * @param name without {@code @}
 * @param value null for SQL's NULL
 */
public record UserVar(String name, @Nullable Value value) implements BinlogEvent {
    /** Type byte of a value; {@code ROW} is never written. */
    public enum Kind {
        STRING(0), REAL(1), INT(2), ROW(3), DECIMAL(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind ofCode(int code, int offset) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new MalformedBytesException("user variable of type " + code, offset);
        }
    }

    /**
     * A value that is not NULL.
     *
     * @param collation number of the collation
     * @param bytes text, 8 bytes of a double or an integer, or precision, scale and digits of a decimal
     * @param tail the flag byte (bit 0: unsigned) of newer servers, empty if not there
     */
    public record Value(Kind kind, long collation, RawBytes bytes, RawBytes tail) {}

    @Override
    public int type() {
        return EventTypes.USER_VAR;
    }

    static UserVar read(ByteReader in) {
        String name = in.text(length(in), StandardCharsets.UTF_8);
        int isNull = in.u8();
        if (isNull > 1) {
            throw new MalformedBytesException("NULL marker " + isNull, in.position() - 1);
        }
        return new UserVar(name, isNull == 1 ? null : value(in));
    }

    private static Value value(ByteReader in) {
        Kind kind = Kind.ofCode(in.u8(), in.position() - 1);
        long collation = in.u32();
        RawBytes bytes = RawBytes.read(in, length(in));
        return new Value(kind, collation, bytes, RawBytes.rest(in));
    }

    private static int length(ByteReader in) {
        long length = in.u32();
        if (length > in.remaining()) {
            throw new MalformedBytesException("length " + length + " but " + in.remaining() + " bytes left",
                    in.position() - 4);
        }
        return (int) length;
    }

    @Override
    public void writeBody(ByteWriter out) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        out.u32(text.length).bytes(text).u8(value == null ? 1 : 0);
        if (value != null) {
            out.u8(value.kind.code).u32(value.collation).u32(value.bytes.size());
            value.bytes.writeTo(out);
            value.tail.writeTo(out);
        }
    }
}
