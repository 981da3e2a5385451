package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.Bitmap;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.List;

/**
 * A table as row events need it. Immutable.
 *
 * @param columns in the table's order
 */
public record TableSpec(String database, String table, List<ColumnSpec> columns) {
    private static final int FLAGS = 1;

    /** Keeps its own list. */
    public TableSpec {
        columns = List.copyOf(columns);
    }

    /**
     * What a table map says. Without optional metadata (MySQL 5.7) columns have no names and no collation, and numbers count
     * as signed: a reader that has the table should use its own specification.
     */
    public static TableSpec of(TableMap map) {
        return new TableSpec(map.database(), map.table(), TableMapColumns.read(map));
    }

    /** The table map that announces the rows of this table, as MySQL 5.7 writes it: without optional metadata. */
    public TableMap tableMap(long tableId) {
        ByteWriter types = new ByteWriter(columns.size());
        ByteWriter metadata = new ByteWriter(2 * columns.size());
        for (ColumnSpec column : columns) {
            types.u8(TableMapColumns.wireType(column).code());
            TableMapColumns.writeMetadata(metadata, column);
        }
        Bitmap nullable = Bitmap.of(columns.size(), i -> columns.get(i).nullable());
        return new TableMap(tableId, FLAGS, database, table, RawBytes.of(types), RawBytes.of(metadata), nullable,
                RawBytes.EMPTY);
    }
}
