package dev.lockstep.engine.sql.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.TriggerAdapter;
import org.jspecify.annotations.Nullable;

/** H2 calls it behind each changed row: where row images come from. Public for H2 only. */
public final class CaptureTrigger extends TriggerAdapter {
    private @Nullable TableDefinition known;
    private long knownVersion = -1;

    /** For H2. */
    public CaptureTrigger() {}

    @Override
    public void fire(Connection connection, @Nullable ResultSet before, @Nullable ResultSet after) throws SQLException {
        Capture capture = Capture.current();
        if (capture == null || !capture.recording()) {
            return;
        }
        TableDefinition table = table(capture.catalog());
        RowChange.Kind kind = before == null
                ? RowChange.Kind.INSERT
                : after == null ? RowChange.Kind.DELETE : RowChange.Kind.UPDATE;
        capture.changes().add(new RowChange(table, kind, image(table, before), image(table, after)));
    }

    private synchronized TableDefinition table(Catalog catalog) throws SQLException {
        if (known == null || knownVersion != catalog.version()) {
            knownVersion = catalog.version();
            known = catalog.table(schemaName, tableName).orElse(null);
        }
        if (known == null) {
            throw changed();
        }
        return known;
    }

    private static SQLException changed() {
        return new SQLException("Table definition has changed, please retry transaction", "HY000", 1412);
    }

    private static @Nullable List<@Nullable Object> image(TableDefinition table, @Nullable ResultSet row)
            throws SQLException {
        if (row == null) {
            return null;
        }
        List<ColumnDeclaration> columns = table.columns();
        if (row.getMetaData().getColumnCount() != columns.size()) {
            throw changed();
        }
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(CellValues.read(row, i + 1, columns.get(i).type()));
        }
        return values;
    }
}
