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
    private final CapturedTable captured = new CapturedTable();

    /** For H2. */
    public CaptureTrigger() {}

    @Override
    public void fire(Connection connection, @Nullable ResultSet before, @Nullable ResultSet after) throws SQLException {
        Capture capture = Capture.current();
        if (capture == null || !capture.recording()) {
            return;
        }
        TableDefinition table = captured.now(capture.catalog(), schemaName, tableName);
        RowChange.Kind kind = before == null
                ? RowChange.Kind.INSERT
                : after == null ? RowChange.Kind.DELETE : RowChange.Kind.UPDATE;
        capture.changes().add(new RowChange(table, kind, image(table, before), image(table, after)));
    }

    private static @Nullable List<@Nullable Object> image(TableDefinition table, @Nullable ResultSet row)
            throws SQLException {
        if (row == null) {
            return null;
        }
        List<ColumnDeclaration> columns = table.columns();
        if (row.getMetaData().getColumnCount() != columns.size()) {
            throw CapturedTable.changed();
        }
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(CellValues.read(row, i + 1, columns.get(i).type()));
        }
        return values;
    }
}
