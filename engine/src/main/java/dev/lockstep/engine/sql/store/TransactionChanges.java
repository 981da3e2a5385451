package dev.lockstep.engine.sql.store;

import java.util.List;

/**
 * The rows that the current transaction has changed so far, in order. Belongs to one session and its thread. What a failed
 * statement or ROLLBACK TO undid is not in it; an update that changed nothing is not either, as in a server's binlog.
 */
public final class TransactionChanges {
    /** The changes. */
    public List<RowChange> rows() {
        return List.of();
    }

    /** Index of the first row of each statement that changed rows: where a server ends a group with STMT_END. */
    public List<Integer> statementStarts() {
        return List.of();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return true;
    }
}
