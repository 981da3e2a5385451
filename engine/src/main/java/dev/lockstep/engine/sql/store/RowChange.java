package dev.lockstep.engine.sql.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that a statement changed, as H2's trigger reported it.
 *
 * @param table the table as it was then
 * @param kind what happened
 * @param before values by column, null for an insert
 * @param after values by column, null for a delete
 */
public record RowChange(TableDefinition table, Kind kind, @Nullable List<@Nullable Object> before,
        @Nullable List<@Nullable Object> after) {
    /** What happened to a row. */
    public enum Kind {
        INSERT, UPDATE, DELETE
    }
}
