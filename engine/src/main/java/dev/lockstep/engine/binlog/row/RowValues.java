package dev.lockstep.engine.binlog.row;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The values of a row, null where the row has none. Immutable: the array is its own. */
final class RowValues extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] values;

    /** Keeps the array, which nobody may change any more. */
    RowValues(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
