package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are made when somebody reads it: of {@code information_schema} or {@code performance_schema}.
 *
 * @param schema as clients write it, in lower case
 * @param name as clients write it
 * @param columns names; {@code #} before one makes it a whole number, {@code %} one with three decimals
 * @param rows makes the rows
 */
public record LiveTable(String schema, String name, List<String> columns, Rows rows) {
    /** Copies the list. */
    public LiveTable {
        columns = List.copyOf(columns);
    }

    /** Makes rows in the reading session's thread. */
    @FunctionalInterface
    public interface Rows {
        /** A cell for each column of each row. */
        List<List<@Nullable Object>> now(EvaluationContext context) throws SqlError;
    }
}
