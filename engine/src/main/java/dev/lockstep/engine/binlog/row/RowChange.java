package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.RowsEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row.
 *
 * @param before null for an inserted row
 * @param after null for a deleted row
 */
public record RowChange(@Nullable RowImage before, @Nullable RowImage after) {
    /** Refuses a change of nothing to nothing. */
    public RowChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("neither before nor after");
        }
    }

    /** An inserted row. */
    public static RowChange inserted(RowImage after) {
        return new RowChange(null, after);
    }

    /** A changed row. */
    public static RowChange updated(RowImage before, RowImage after) {
        return new RowChange(before, after);
    }

    /** A deleted row. */
    public static RowChange deleted(RowImage before) {
        return new RowChange(before, null);
    }

    /** Which kind of event carries it. */
    public Kind kind() {
        return before == null ? Kind.WRITE : after == null ? Kind.DELETE : Kind.UPDATE;
    }
}
