package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.Collations;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.variable.SessionVariables;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.ResultRow;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code character_set_results}: without one (NULL, as Connector/J sets it) text is sent in its column's character set,
 * otherwise as utf8mb4, and the column's definition says which it is. Text comes in here as UTF-8.
 *
 * @param asStored whether each column keeps its own
 */
record ResultCharset(boolean asStored) {
    private static final int UTF8MB4_GENERAL_CI = 45;

    static ResultCharset of(SessionVariables variables) {
        try {
            return new ResultCharset(variables.value(VariableScope.SESSION, "character_set_results") == null);
        } catch (SqlError unknown) {
            return new ResultCharset(false);
        }
    }

    ResultTable apply(ResultTable table) {
        List<ColumnDefinition> columns = table.columns();
        if (columns.stream().allMatch(ResultCharset::isUtf8)) {
            return table;
        }
        if (!asStored) {
            return new ResultTable(columns.stream().map(ResultCharset::inUtf8).toList(), table.rows());
        }
        return new ResultTable(columns, table.rows().stream().map(row -> encoded(columns, row)).toList());
    }

    private static boolean isUtf8(ColumnDefinition column) {
        Charset charset = Collations.charset(column.collation());
        return column.collation() == Collations.BINARY || charset.equals(StandardCharsets.UTF_8);
    }

    private static ColumnDefinition inUtf8(ColumnDefinition column) {
        return isUtf8(column)
                ? column
                : new ColumnDefinition(column.schema(), column.table(), column.originalTable(), column.name(),
                        column.originalName(), UTF8MB4_GENERAL_CI, column.lengthBytes(), column.type(), column.flags(),
                        column.decimals());
    }

    private static ResultRow encoded(List<ColumnDefinition> columns, ResultRow row) {
        List<@Nullable Blob> cells = new ArrayList<>(row.cells());
        for (int i = 0; i < cells.size(); i++) {
            Blob cell = cells.get(i);
            if (cell != null && !isUtf8(columns.get(i))) {
                String text = new String(cell.bytes(), StandardCharsets.UTF_8);
                cells.set(i, Blob.of(text.getBytes(Collations.charset(columns.get(i).collation()))));
            }
        }
        return new ResultRow(cells);
    }
}
