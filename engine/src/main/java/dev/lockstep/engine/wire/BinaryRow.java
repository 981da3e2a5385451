package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the binary protocol: a zero byte, a bitmap of NULLs that starts at bit 2, then the values by column type. */
public final class BinaryRow {
    private static final int BITMAP_OFFSET = 2;

    private BinaryRow() {}

    /**
     * The payload.
     *
     * @throws IllegalArgumentException if a cell's text is no value of its column's type
     */
    public static byte[] encode(List<ColumnDefinition> columns, ResultRow row) {
        ByteWriter out = new ByteWriter().u8(0);
        byte[] nulls = new byte[bitmapBytes(columns.size())];
        for (int i = 0; i < columns.size(); i++) {
            if (row.cells().get(i) == null) {
                nulls[(i + BITMAP_OFFSET) / 8] |= (byte) (1 << (i + BITMAP_OFFSET) % 8);
            }
        }
        out.bytes(nulls);
        for (int i = 0; i < columns.size(); i++) {
            Blob cell = row.cells().get(i);
            if (cell != null) {
                BinaryValues.write(out, columns.get(i).type(), cell);
            }
        }
        return out.toBytes();
    }

    /** Reads a row; the cells come out as the text protocol shows them. */
    public static ResultRow decode(byte[] payload, List<ColumnDefinition> columns) {
        ByteReader in = new ByteReader(payload);
        Responses.expect(in, 0, "a binary row's");
        byte[] nulls = in.bytes(bitmapBytes(columns.size()));
        List<@Nullable Blob> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean isNull = (nulls[(i + BITMAP_OFFSET) / 8] >> (i + BITMAP_OFFSET) % 8 & 1) == 1;
            ColumnDefinition column = columns.get(i);
            boolean unsigned = (column.flags() & ColumnFlags.UNSIGNED) != 0;
            cells.add(isNull ? null : BinaryValues.read(in, column.type(), unsigned).asBlob());
        }
        if (!in.atEnd()) {
            throw new MalformedBytesException(in.remaining() + " bytes after the last column", in.position());
        }
        return new ResultRow(cells);
    }

    private static int bitmapBytes(int columns) {
        return (columns + BITMAP_OFFSET + 7) / 8;
    }
}
