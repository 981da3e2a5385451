package dev.lockstep.engine.sql.result;

import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A result set held in memory: what SHOW and SELECT answer.
 *
 * @param columns at least one
 * @param rows each with a cell per column
 */
public record ResultTable(List<ColumnDefinition> columns, List<ResultRow> rows) {
    /** Copies the lists. */
    public ResultTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A table of text columns. */
    public static Builder texts(String... columnNames) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String name : columnNames) {
            columns.add(ColumnDefinition.text(name));
        }
        return new Builder(columns);
    }

    /** A table with these columns. */
    public static Builder of(List<ColumnDefinition> columns) {
        return new Builder(columns);
    }

    /** {@code Variable_name} and {@code Value}, in the map's order: what SHOW VARIABLES and SHOW STATUS answer. */
    public static ResultTable ofPairs(Map<String, String> values) {
        Builder builder = texts("Variable_name", "Value");
        values.forEach((name, value) -> builder.row(name, value));
        return builder.build();
    }

    /** Index of a column by its name, ignoring case. */
    public OptionalInt column(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** A cell as text, null for NULL. */
    public @Nullable String text(int row, String columnName) {
        int index = column(columnName).orElseThrow(() -> new IllegalArgumentException("no column " + columnName));
        return rows.get(row).text(index);
    }

    /** Collects rows. Not thread-safe. */
    public static final class Builder {
        private final List<ColumnDefinition> columns;
        private final List<ResultRow> rows = new ArrayList<>();

        private Builder(List<ColumnDefinition> columns) {
            this.columns = List.copyOf(columns);
        }

        /** Adds a row; numbers and times are written as the text protocol shows them. */
        public Builder row(@Nullable Object... cells) {
            return row(SqlValues.row(cells));
        }

        /** Adds a row that is ready. */
        public Builder row(ResultRow row) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(row.cells().size() + " cells for " + columns.size() + " columns");
            }
            rows.add(row);
            return this;
        }

        /** The table. */
        public ResultTable build() {
            return new ResultTable(columns, rows);
        }
    }
}
