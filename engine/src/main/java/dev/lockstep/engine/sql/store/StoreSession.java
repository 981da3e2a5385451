package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import dev.lockstep.engine.sql.statement.Assignment;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's, applier's or recovery's view of the tables. Never commits by itself, except that a definition statement
 * commits what is open (call {@link #commit} first, so that it gets its position). Used by one thread; only
 * {@link #cancel} may come from another.
 *
 * <p>Calls may block on H2's row locks, up to {@code lockWait} given at {@link TableStore#newSession}.
 */
public final class StoreSession implements AutoCloseable {
    StoreSession() {}

    /**
     * Executes a statement. If it fails, what it changed is undone and {@link #changes()} is as before; 1213 (deadlock)
     * undoes the whole transaction.
     *
     * @param context for variables, functions and question marks
     */
    public StoreResult execute(TableStatement statement, EvaluationContext context) throws SqlError {
        if (statement.tokens().isEmpty()) {
            return new StoreResult.Count(0, 0, 0, "");
        }
        throw SqlError.notSupported(statement.text() + context);
    }

    /** Columns that the statement will answer, none if it answers a count: for COM_STMT_PREPARE. */
    public List<ColumnDefinition> describe(TableStatement statement) throws SqlError {
        return List.of();
    }

    /** Columns of a table: for COM_FIELD_LIST. */
    public List<ColumnDefinition> fieldList(String table) throws SqlError {
        return List.of();
    }

    /** Rows changed by the open transaction. */
    public TransactionChanges changes() {
        return new TransactionChanges();
    }

    /** The current database. */
    public Optional<String> database() {
        return Optional.empty();
    }

    /** USE; 1049 if there is none. */
    public void useDatabase(String name) throws SqlError {}

    /** Isolation of the transactions to come. */
    public void isolation(Assignment.Isolation level) throws SqlError {}

    /** Starts a transaction that sees the data as they are now until it ends (WITH CONSISTENT SNAPSHOT). */
    public void beginSnapshot() throws SqlError {}

    /** Commits rows and positions together. Calls that write the same key must come in the order of the log. */
    public void commit(Map<String, StorePosition> positions) throws SqlError {}

    /** Commits without a new position: nothing was logged. */
    public void commit() throws SqlError {}

    /** Undoes everything since the last commit. */
    public void rollback() throws SqlError {}

    /** SAVEPOINT; one of the same name is replaced. */
    public void savepoint(String name) throws SqlError {}

    /** ROLLBACK TO; 1305 if there is none. */
    public void rollbackTo(String name) throws SqlError {}

    /** RELEASE SAVEPOINT; 1305 if there is none. */
    public void releaseSavepoint(String name) throws SqlError {}

    /** What to do with a row event that does not fit the data. */
    public enum ApplyMode {
        /** Missing row: 1032; duplicate key: 1062. */
        STRICT,
        /** Missing row on delete: nothing; on update: inserted; duplicate key: replaced. For replay after a crash. */
        IDEMPOTENT
    }

    /**
     * Applies a row event: the row is found by its primary key, else by all of its values. 1146 without the table, 1032
     * without the row, 1062 for a duplicate key, 1677 if the number of columns differs. The change is not in
     * {@link #changes()} unless the session was opened to record it (a replica with log_slave_updates).
     *
     * @param before values by column of the source, null for an insert
     * @param after values by column of the source, null for a delete
     */
    public void applyRow(String database, String table, RowChange.Kind kind, @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after, ApplyMode mode) throws SqlError {}

    /** Ends the statement that runs now with 1317: KILL QUERY. From any thread. */
    public void cancel() {}

    /** Rolls back and ends. */
    @Override
    public void close() {}
}
