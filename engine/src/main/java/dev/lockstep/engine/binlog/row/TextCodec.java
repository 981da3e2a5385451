package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.Collations;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.Arrays;

/** Text and bytes with a length before them. CHAR and BINARY lose their padding on the way in. */
final class TextCodec {
    private TextCodec() {}

    static Object read(ByteReader in, ColumnSpec column) {
        long length = in.unsigned(lengthBytes(column));
        if (length > in.remaining()) {
            throw ValueCodec.malformed(in, column, length + " bytes, " + in.remaining() + " left");
        }
        if (!isBytes(column)) {
            return in.text((int) length, Collations.charset(column.collation()));
        }
        byte[] bytes = in.bytes((int) length);
        boolean pad = column.type() == ColumnType.STRING && bytes.length < column.meta();
        return pad ? Arrays.copyOf(bytes, column.meta()) : bytes;
    }

    static void write(ByteWriter out, ColumnSpec column, Object value) {
        byte[] bytes = switch (value) {
            case byte[] raw -> raw;
            case String text when column.type() != ColumnType.JSON -> text
                    .getBytes(Collations.charset(column.collation()));
            default -> throw ValueCodec.refused(column, value);
        };
        int length = column.type() == ColumnType.STRING ? trimmed(bytes, isBytes(column) ? 0 : ' ') : bytes.length;
        int lengthBytes = lengthBytes(column);
        boolean blob = isBlob(column);
        if (blob ? lengthBytes < 4 && length >>> (8 * lengthBytes) != 0 : length > column.meta()) {
            throw ValueCodec.refused(column, value);
        }
        out.integer(length, lengthBytes).bytes(bytes, 0, length);
    }

    private static int trimmed(byte[] bytes, int padding) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == padding) {
            length--;
        }
        return length;
    }

    private static boolean isBytes(ColumnSpec column) {
        return column.isBinary() || column.type() == ColumnType.JSON || column.type() == ColumnType.GEOMETRY;
    }

    private static boolean isBlob(ColumnSpec column) {
        return column.type() == ColumnType.BLOB || column.type() == ColumnType.JSON
                || column.type() == ColumnType.GEOMETRY;
    }

    private static int lengthBytes(ColumnSpec column) {
        if (isBlob(column)) {
            return column.meta();
        }
        return column.meta() > 255 ? 2 : 1;
    }
}
