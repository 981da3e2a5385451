package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result set, every cell as the text protocol shows it, null for NULL: numbers and times as digits, text as
 * UTF-8, binary data as it is. {@link BinaryRow} makes the other protocol's form from the same cells.
 *
 * @param cells one per column
 */
public record ResultRow(List<@Nullable Blob> cells) {
    private static final int NULL = 0xfb;

    /** Copies the list. */
    public ResultRow {
        cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }

    /** A row of texts. */
    public static ResultRow of(@Nullable String... texts) {
        List<@Nullable Blob> cells = new ArrayList<>();
        for (String text : texts) {
            cells.add(text == null ? null : Blob.of(text.getBytes(StandardCharsets.UTF_8)));
        }
        return new ResultRow(cells);
    }

    /** A cell as text. */
    public @Nullable String text(int column) {
        Blob cell = cells.get(column);
        return cell == null ? null : new String(cell.bytes(), StandardCharsets.UTF_8);
    }

    /** Reads a row of the text protocol. */
    public static ResultRow decode(byte[] payload, int columns) {
        ByteReader in = new ByteReader(payload);
        List<@Nullable Blob> cells = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            if (in.peek() == NULL) {
                in.skip(1);
                cells.add(null);
            } else {
                cells.add(Blob.of(in.bytes(in.lenencLength())));
            }
        }
        if (!in.atEnd()) {
            throw new MalformedBytesException(in.remaining() + " bytes after the last column", in.position());
        }
        return new ResultRow(cells);
    }

    /** The payload in the text protocol. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        for (Blob cell : cells) {
            if (cell == null) {
                out.u8(NULL);
            } else {
                out.lenencBytes(cell.bytes());
            }
        }
        return out.toBytes();
    }
}
