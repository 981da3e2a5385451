package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;

/**
 * Gives a table a number for the row events that follow. Columns are read with {@code binlog.row}.
 *
 * @param tableId 48 bits, unique on the server until its restart
 * @param flags 1 in what servers write
 * @param columnTypes one byte for each column
 * @param metadata type-dependent bytes, without their length
 * @param nullable columns that may be NULL
 * @param optionalMetadata the tagged fields of MySQL 8.0 and MariaDB 10.5, empty if there are none
 */
public record TableMap(long tableId, int flags, String database, String table, RawBytes columnTypes, RawBytes metadata,
        Bitmap nullable, RawBytes optionalMetadata) implements BinlogEvent {
    /** More columns than any server allows. */
    static final int MAX_COLUMNS = 65_535;

    /** Refuses a bitmap that does not fit the columns. */
    public TableMap {
        if (nullable.bits() != columnTypes.size()) {
            throw new IllegalArgumentException(columnTypes.size() + " columns, bitmap of " + nullable.bits());
        }
    }

    @Override
    public int type() {
        return EventTypes.TABLE_MAP;
    }

    /** The same table in another database. */
    public TableMap inDatabase(String other) {
        return new TableMap(tableId, flags, other, table, columnTypes, metadata, nullable,
                optionalMetadata);
    }

    static TableMap read(ByteReader in) {
        long id = in.u48();
        int flags = in.u16();
        String database = name(in);
        String table = name(in);
        int columns = columns(in);
        RawBytes types = RawBytes.read(in, columns);
        RawBytes metadata = RawBytes.read(in, in.lenencLength());
        Bitmap nullable = Bitmap.read(in, columns);
        return new TableMap(id, flags, database, table, types, metadata, nullable, RawBytes.rest(in));
    }

    private static String name(ByteReader in) {
        String name = in.text(in.u8(), StandardCharsets.UTF_8);
        if (in.u8() != 0) {
            throw new MalformedBytesException("name without its zero byte", in.position() - 1);
        }
        return name;
    }

    /** A column count: never trusted beyond what a server allows. */
    static int columns(ByteReader in) {
        int at = in.position();
        long columns = in.lenenc();
        if (columns < 0 || columns > MAX_COLUMNS) {
            throw new MalformedBytesException(Long.toUnsignedString(columns) + " columns", at);
        }
        return (int) columns;
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u48(tableId).u16(flags);
        name(out, database);
        name(out, table);
        out.lenenc(columnTypes.size());
        columnTypes.writeTo(out);
        out.lenenc(metadata.size());
        metadata.writeTo(out);
        nullable.writeTo(out);
        optionalMetadata.writeTo(out);
    }

    private static void name(ByteWriter out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw new IllegalArgumentException("name longer than 255 bytes: " + name);
        }
        out.u8(bytes.length).bytes(bytes).u8(0);
    }
}
