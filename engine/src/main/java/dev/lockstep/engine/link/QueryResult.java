package dev.lockstep.engine.link;

import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.OkPacket;
import dev.lockstep.engine.wire.ResultRow;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a small query.
 *
 * @param columns empty if there was no result set
 * @param rows rows
 * @param ok the OK packet, or what ended the rows
 */
public record QueryResult(List<ColumnDefinition> columns, List<ResultRow> rows, OkPacket ok) {
    /** Copies the lists. */
    public QueryResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Place of a column, from 0, by name without regard to case. */
    public OptionalInt column(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** A cell of the first row, null if it is NULL or there is no row. */
    public @Nullable String firstRow(int column) {
        return rows.isEmpty() ? null : rows.getFirst().text(column);
    }
}
