package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.Bitmap;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.ArrayList;
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

    /**
     * These columns, read from a table map, with what the map does not say taken from the replica's own table: names,
     * members, collations, and signs.
     *
     * @param signsKnown whether the map says which numbers are unsigned
     */
    public TableSpec completedBy(TableSpec own, boolean signsKnown) {
        List<ColumnSpec> completed = new ArrayList<>(columns);
        for (int i = 0; i < Math.min(columns.size(), own.columns.size()); i++) {
            completed.set(i, columns.get(i).completedBy(own.columns.get(i), signsKnown));
        }
        return new TableSpec(database, table, completed);
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
