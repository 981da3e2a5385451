package dev.lockstep.engine.sql.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the current transaction has changed so far, in order. Belongs to one session and its thread. What a failed
 * statement or ROLLBACK TO undid is not in it; an update that changed nothing is not either, as in a server's binlog.
 */
public final class TransactionChanges {
    private final List<RowChange> rows = new ArrayList<>();
    private final List<Integer> statementStarts = new ArrayList<>();
    private boolean newStatement = true;

    TransactionChanges() {}

    /** The changes; a view that the session's next call changes. */
    public List<RowChange> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Index of the first row of each statement that changed rows: where a server begins a new group of row events. */
    public List<Integer> statementStarts() {
        return Collections.unmodifiableList(statementStarts);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What follows belongs to another statement; gives the number of rows so far. */
    int beginStatement() {
        newStatement = true;
        return rows.size();
    }

    void add(RowChange change) {
        if (change.kind() == RowChange.Kind.UPDATE && same(change.before(), change.after())) {
            return;
        }
        if (newStatement) {
            statementStarts.add(rows.size());
            newStatement = false;
        }
        rows.add(change);
    }

    private static boolean same(@Nullable List<@Nullable Object> before, @Nullable List<@Nullable Object> after) {
        if (before == null || after == null) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            Object left = before.get(i);
            Object right = after.get(i);
            boolean equal = left instanceof byte[] a && right instanceof byte[] b
                    ? Arrays.equals(a, b)
                    : Objects.equals(left, right);
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all rows but the first {@code size}. */
    void cutTo(int size) {
        rows.subList(size, rows.size()).clear();
        statementStarts.removeIf(start -> start >= size);
        newStatement = true;
    }

    void clear() {
        cutTo(0);
    }
}
