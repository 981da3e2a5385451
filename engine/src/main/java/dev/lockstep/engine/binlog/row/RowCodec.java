package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.Bitmap;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.RowsEvent.Kind;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the rows of row events of one table. Immutable. A value that does not fit its column is an
 * {@link IllegalArgumentException} on writing; bytes that do not fit are a {@link MalformedBytesException} on reading.
 *
 * @param table the table
 */
public record RowCodec(TableSpec table) {
    /** Default of {@code binlog_row_event_max_size} in MySQL, in bytes. */
    public static final int DEFAULT_EVENT_BYTES = 8192;

    /** The rows of an event. */
    public List<RowChange> decode(RowsEvent event) {
        int columns = table.columns().size();
        if (event.columns() != columns) {
            throw new MalformedBytesException(
                    "rows of " + event.columns() + " columns for a table of " + columns, 0);
        }
        int before = event.present().count();
        int after = event.presentAfter().count();
        ByteReader in = event.rows().reader();
        List<RowChange> rows = new ArrayList<>();
        while (!in.atEnd()) {
            int start = in.position();
            RowImage image = read(in, event.present(), before);
            rows.add(switch (event.kind()) {
                case WRITE -> RowChange.inserted(image);
                case UPDATE -> RowChange.updated(image, read(in, event.presentAfter(), after));
                case DELETE -> RowChange.deleted(image);
            });
            if (in.position() == start) {
                throw new MalformedBytesException("a row of no bytes", start);
            }
        }
        return rows;
    }

    private RowImage read(ByteReader in, Bitmap present, int presentColumns) {
        List<ColumnSpec> columns = table.columns();
        byte[] bytes = in.array();
        int nulls = in.arrayIndex();
        in.skip(Bitmap.lengthBytes(presentColumns));
        @Nullable
        Object[] values = new @Nullable Object[columns.size()];
        boolean all = presentColumns == values.length;
        int seen = 0;
        for (int i = 0; i < values.length; i++) {
            if (all || present.has(i)) {
                if ((bytes[nulls + (seen >> 3)] & 1 << (seen & 7)) == 0) {
                    values[i] = ValueCodec.read(in, columns.get(i));
                }
                seen++;
            }
        }
        return new RowImage(present, new RowValues(values));
    }

    /**
     * Events for changes of one kind, version 2 (MySQL 5.6 and later), the last one marked as the statement's end.
     *
     * @param changes all of the same kind and with the same columns present
     */
    public List<RowsEvent> encode(long tableId, List<RowChange> changes) {
        return encode(tableId, changes, 2, DEFAULT_EVENT_BYTES);
    }

    /**
     * Events for changes of one kind, the last one marked as the statement's end.
     *
     * @param version 1 (MariaDB) or 2 (MySQL)
     * @param maxBytes a new event begins when the rows of one would take more; a single row may
     */
    public List<RowsEvent> encode(long tableId, List<RowChange> changes, int version, int maxBytes) {
        List<RowsEvent> events = new ArrayList<>();
        ByteWriter rows = new ByteWriter();
        RowChange first = changes.getFirst();
        for (RowChange change : changes) {
            check(first, change);
            int before = rows.size();
            write(rows, change);
            if (before > 0 && rows.size() > maxBytes) {
                byte[] all = rows.toBytes();
                events.add(event(tableId, first, version, 0, new ByteWriter().bytes(all, 0, before)));
                rows = new ByteWriter().bytes(all, before, all.length - before);
            }
        }
        events.add(event(tableId, first, version, RowsEvent.STMT_END, rows));
        return events;
    }

    private static void check(RowChange first, RowChange change) {
        if (first.kind() != change.kind() || !presence(first.before()).equals(presence(change.before()))
                || !presence(first.after()).equals(presence(change.after()))) {
            throw new IllegalArgumentException("rows of one event differ in kind or columns");
        }
    }

    private static Bitmap presence(@Nullable RowImage image) {
        return image == null ? Bitmap.EMPTY : image.present();
    }

    private RowsEvent event(long tableId, RowChange sample, int version, int flags, ByteWriter rows) {
        Kind kind = sample.kind();
        Bitmap present = presence(kind == Kind.WRITE ? sample.after() : sample.before());
        Bitmap after = kind == Kind.UPDATE ? presence(sample.after()) : Bitmap.EMPTY;
        return new RowsEvent(kind, version, tableId, flags, RawBytes.EMPTY, present, after, RawBytes.of(rows));
    }

    private void write(ByteWriter out, RowChange change) {
        if (change.before() != null) {
            write(out, change.before());
        }
        if (change.after() != null) {
            write(out, change.after());
        }
    }

    private void write(ByteWriter out, RowImage image) {
        List<ColumnSpec> columns = table.columns();
        if (image.present().bits() != columns.size()) {
            throw new IllegalArgumentException(image.present().bits() + " values for " + columns.size() + " columns of "
                    + table.table());
        }
        int[] present = new int[columns.size()];
        int count = 0;
        for (int i = 0; i < present.length; i++) {
            if (image.present().has(i)) {
                present[count++] = i;
            }
        }
        Bitmap.padded(count, bit -> image.value(present[bit]) == null).writeTo(out);
        for (int i = 0; i < count; i++) {
            Object value = image.value(present[i]);
            if (value != null) {
                ValueCodec.write(out, columns.get(present[i]), value);
            }
        }
    }
}
