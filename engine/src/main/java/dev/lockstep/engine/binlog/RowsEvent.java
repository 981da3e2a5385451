package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * Rows of one table that were inserted, changed or deleted. The images stay bytes here, because their layout depends on
 * the table map before them; {@code binlog.row.RowCodec} reads and writes them.
 *
 * @param version 1 (MariaDB) or 2 (MySQL since 5.6)
 * @param tableId of the {@link TableMap} before
 * @param flags see {@link #STMT_END}
 * @param extra the extra data of version 2 without its length, empty for version 1
 * @param present columns of the (before) image
 * @param presentAfter columns of the after image of an update; empty for the other kinds
 * @param rows null bitmaps and values
 */
public record RowsEvent(Kind kind, int version, long tableId, int flags, RawBytes extra, Bitmap present,
        Bitmap presentAfter, RawBytes rows) implements BinlogEvent {
    /** The statement's last event of rows. */
    public static final int STMT_END = 1;
    /** Foreign keys were not checked. */
    public static final int NO_FOREIGN_KEY_CHECKS = 2;
    /** Unique keys were not checked. */
    public static final int RELAXED_UNIQUE_CHECKS = 4;
    /** Rows have all columns. */
    public static final int COMPLETE_ROWS = 8;

    private static final int V1_POST_HEADER = 8;
    private static final int V2_POST_HEADER = 10;

    /** What happened to the rows. */
    public enum Kind {
        WRITE(0), UPDATE(1), DELETE(2);

        private final int offset;

        Kind(int offset) {
            this.offset = offset;
        }

        private static Kind ofOffset(int offset) {
            return switch (offset) {
                case 0 -> WRITE;
                case 1 -> UPDATE;
                default -> DELETE;
            };
        }
    }

    /** Refuses what cannot be written. */
    public RowsEvent {
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException("rows event of version " + version);
        }
        if (version == 1 && extra.size() != 0 || extra.size() > 0xffff - 2) {
            throw new IllegalArgumentException(extra.size() + " bytes of extra data in version " + version);
        }
    }

    @Override
    public int type() {
        return (version == 1 ? EventTypes.WRITE_ROWS_V1 : EventTypes.WRITE_ROWS) + kind.offset;
    }

    /** Number of columns of the table. */
    public int columns() {
        return present.bits();
    }

    /** Whether this is the statement's last event of rows. */
    public boolean endsStatement() {
        return (flags & STMT_END) != 0;
    }

    static int postHeader(int type) {
        return type >= EventTypes.WRITE_ROWS ? V2_POST_HEADER : V1_POST_HEADER;
    }

    /** The type of the plain event, for one that MariaDB has compressed. */
    static int plainType(int compressedType) {
        return compressedType >= EventTypes.MARIADB_WRITE_ROWS_COMPRESSED
                ? compressedType - EventTypes.MARIADB_WRITE_ROWS_COMPRESSED + EventTypes.WRITE_ROWS
                : compressedType - EventTypes.MARIADB_WRITE_ROWS_COMPRESSED_V1 + EventTypes.WRITE_ROWS_V1;
    }

    static RowsEvent read(ByteReader in, int type) {
        return read(in, type, false);
    }

    /** The same as a plain event: only the images are compressed. */
    static RowsEvent readCompressed(ByteReader in, int type) {
        return read(in, plainType(type), true);
    }

    private static RowsEvent read(ByteReader in, int type, boolean compressed) {
        int version = type >= EventTypes.WRITE_ROWS ? 2 : 1;
        Kind kind = Kind.ofOffset(type - (version == 1 ? EventTypes.WRITE_ROWS_V1 : EventTypes.WRITE_ROWS));
        long id = in.u48();
        int flags = in.u16();
        RawBytes extra = version == 1 ? RawBytes.EMPTY : extra(in);
        int columns = TableMap.columns(in);
        Bitmap present = Bitmap.read(in, columns);
        Bitmap after = kind == Kind.UPDATE ? Bitmap.read(in, columns) : Bitmap.EMPTY;
        RawBytes rows = compressed ? RawBytes.of(CompressedBody.plain(in)) : RawBytes.sharedRest(in);
        return new RowsEvent(kind, version, id, flags, extra, present, after, rows);
    }

    private static RawBytes extra(ByteReader in) {
        int length = in.u16();
        if (length < 2) {
            throw new MalformedBytesException("extra data of length " + length + " does not hold its own length",
                    in.position() - 2);
        }
        return RawBytes.read(in, length - 2);
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u48(tableId).u16(flags);
        if (version == 2) {
            out.u16(extra.size() + 2);
            extra.writeTo(out);
        }
        out.lenenc(present.bits());
        present.writeTo(out);
        if (kind == Kind.UPDATE) {
            presentAfter.writeTo(out);
        }
        rows.writeTo(out);
    }
}
