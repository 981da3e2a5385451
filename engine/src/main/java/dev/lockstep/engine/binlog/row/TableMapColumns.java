package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;

/** Types and metadata of a table map's columns, read and written side by side. */
final class TableMapColumns {
    private static final int LONG_CHAR_BITS = 0x30;

    private TableMapColumns() {}

    static List<ColumnSpec> read(TableMap map) {
        ByteReader metadata = map.metadata().reader();
        List<ColumnSpec> columns = new ArrayList<>(map.columnTypes().size());
        for (int i = 0; i < map.columnTypes().size(); i++) {
            ColumnType type = ColumnType.ofCode(map.columnTypes().at(i), i);
            columns.add(column(type, metadata, map.nullable().has(i)));
        }
        if (!metadata.atEnd()) {
            throw new MalformedBytesException(metadata.remaining() + " bytes of metadata too many",
                    metadata.position());
        }
        return OptionalMetadata.apply(columns, map.optionalMetadata());
    }

    private static ColumnSpec column(ColumnType wire, ByteReader in, boolean nullable) {
        ColumnType type = wire;
        int meta = switch (wire) {
            case STRING, ENUM, SET -> in.u8() << 8 | in.u8();
            case BIT -> in.u8() + 8 * in.u8();
            case NEWDECIMAL -> in.u8() << 8 | in.u8();
            default -> (int) (wire.metadataBytes() == 0 ? 0 : in.unsigned(wire.metadataBytes()));
        };
        if (wire == ColumnType.STRING) {
            int code = meta >> 8 | LONG_CHAR_BITS;
            type = ColumnType.ofCode(code, in.position());
            meta = type == ColumnType.STRING
                    ? meta & 0xff | ((meta >> 8 & LONG_CHAR_BITS) ^ LONG_CHAR_BITS) << 4
                    : meta & 0xff;
        }
        if (!plausible(type, meta)) {
            throw new MalformedBytesException("metadata " + meta + " of a " + type + " column", in.position());
        }
        return new ColumnSpec("", type, meta, nullable, false, ColumnSpec.UNKNOWN_COLLATION, List.of());
    }

    private static boolean plausible(ColumnType type, int meta) {
        return switch (type) {
            case FLOAT -> meta == Float.BYTES;
            case DOUBLE -> meta == Double.BYTES;
            case NEWDECIMAL -> meta >> 8 >= 1 && meta >> 8 <= 65 && (meta & 0xff) <= Math.min(38, meta >> 8);
            case BIT -> meta >= 1 && meta <= 64;
            case ENUM -> meta == 1 || meta == 2;
            case SET -> meta >= 1 && meta <= 8;
            case BLOB, JSON, GEOMETRY -> meta >= 1 && meta <= 4;
            case TIME2, DATETIME2, TIMESTAMP2 -> meta <= 6;
            case TINY, SHORT, INT24, LONG, LONGLONG, DATE, YEAR, TIME, DATETIME, TIMESTAMP, VARCHAR, VAR_STRING,
                    STRING ->
                true;
        };
    }

    /** ENUM and SET travel as STRING, with their own type in the metadata. */
    static ColumnType wireType(ColumnSpec column) {
        return column.type() == ColumnType.ENUM || column.type() == ColumnType.SET ? ColumnType.STRING : column.type();
    }

    static void writeMetadata(ByteWriter out, ColumnSpec column) {
        int meta = column.meta();
        switch (column.type()) {
            case ENUM, SET -> out.u8(column.type().code()).u8(meta);
            case STRING -> out.u8(ColumnType.STRING.code() ^ (meta & 0x300) >> 4).u8(meta & 0xff);
            case BIT -> out.u8(meta % 8).u8(meta / 8);
            case NEWDECIMAL -> out.u8(meta >> 8).u8(meta & 0xff);
            default -> out.integer(meta, column.type().metadataBytes());
        }
    }
}
