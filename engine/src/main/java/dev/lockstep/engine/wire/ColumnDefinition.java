package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * Column definition of protocol 4.1. The catalog is always {@code def}.
 *
 * @param schema database, empty for an expression
 * @param table alias of the table
 * @param originalTable its real name
 * @param name alias of the column: what clients show
 * @param originalName its real name
 * @param collation {@link Collations}
 * @param lengthBytes longest value in bytes
 * @param type type
 * @param flags {@link ColumnFlags}
 * @param decimals digits after the point, 31 (0x1f) for none fixed
 */
public record ColumnDefinition(String schema, String table, String originalTable, String name, String originalName,
        int collation, long lengthBytes, ColumnType type, int flags, int decimals) {
    private static final int FIXED_BYTES = 0x0c;

    /** A text column of an expression. */
    public static ColumnDefinition text(String name) {
        return new ColumnDefinition("", "", "", name, "", Collations.UTF8MB4_GENERAL_CI, 1024, ColumnType.VAR_STRING, 0,
                31);
    }

    /** A signed BIGINT column of an expression. */
    public static ColumnDefinition number(String name) {
        return new ColumnDefinition("", "", "", name, "", Collations.BINARY, 21, ColumnType.LONGLONG,
                ColumnFlags.BINARY | ColumnFlags.NUM, 0);
    }

    /** Reads the packet. */
    public static ColumnDefinition decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        in.lenencText();
        String schema = in.lenencText();
        String table = in.lenencText();
        String originalTable = in.lenencText();
        String name = in.lenencText();
        String originalName = in.lenencText();
        int fixed = in.lenencLength();
        if (fixed < FIXED_BYTES) {
            throw new MalformedBytesException("column definition with " + fixed + " fixed bytes", in.position());
        }
        int collation = in.u16();
        long length = in.u32();
        int code = in.u8();
        ColumnType type = ColumnType.of(code)
                .orElseThrow(() -> new MalformedBytesException("column type " + code, in.position() - 1));
        return new ColumnDefinition(schema, table, originalTable, name, originalName, collation, length, type, in.u16(),
                in.u8());
    }

    /** The same under another name. */
    public ColumnDefinition named(String other) {
        return new ColumnDefinition(schema, table, originalTable, other, originalName, collation, lengthBytes, type,
                flags,
                decimals);
    }

    /** The payload. */
    public byte[] encode() {
        return new ByteWriter().lenencText("def")
                .lenencText(schema)
                .lenencText(table)
                .lenencText(originalTable)
                .lenencText(name)
                .lenencText(originalName)
                .lenenc(FIXED_BYTES)
                .u16(collation)
                .u32(lengthBytes)
                .u8(type.code())
                .u16(flags)
                .u8(decimals)
                .u16(0)
                .toBytes();
    }
}
