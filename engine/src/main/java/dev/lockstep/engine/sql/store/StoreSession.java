package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import dev.lockstep.engine.sql.statement.Assignment;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One client's, applier's or recovery's view of the tables. Never commits by itself, except that a definition statement
 * commits what is open (call {@link #commit} first, so that it gets its position). Used by one thread; only
 * {@link #cancel} may come from another.
 *
 * <p>Calls may block on H2's row locks, up to {@code lockWait} given at {@link TableStore#newSession}.
 */
public final class StoreSession implements AutoCloseable {
    private final TableStore store;
    private final Connection connection;
    private final Capture capture;
    private final StatementCache cache;
    private final RowApplier applier;
    private final Map<String, Savepoint> savepoints = new TreeMap<>();
    private String database = "";
    private boolean snapshot;
    private boolean open;
    private volatile @Nullable PreparedStatement running;

    /** A savepoint of H2, and how many changes there were. */
    private record Savepoint(java.sql.Savepoint point, int changes) {}

    StoreSession(TableStore store, Connection connection, Capture capture) {
        this.store = store;
        this.connection = connection;
        this.capture = capture;
        this.cache = new StatementCache(connection);
        this.applier = new RowApplier(store.catalog(), connection);
    }

    /**
     * Executes a statement. If it fails, what it changed is undone and {@link #changes()} is as before; 1213 (deadlock)
     * undoes the whole transaction.
     *
     * @param context for variables, functions and question marks
     */
    public StoreResult execute(TableStatement statement, EvaluationContext context) throws SqlError {
        if (statement.verb().isDefinition()) {
            return define(statement, context);
        }
        List<LiveTable> live = store.liveTables().readBy(statement, database);
        if (!live.isEmpty()) {
            return store.liveTables().read(live, context, () -> inTransaction(statement, context));
        }
        return inTransaction(statement, context);
    }

    private StoreResult inTransaction(TableStatement statement, EvaluationContext context) throws SqlError {
        int mark = capture.changes().beginStatement();
        List<@Nullable Object> values = StatementCache.substitutions(statement, context);
        enter();
        try {
            StatementCache.Prepared prepared = cache.prepare(statement);
            StatementCache.bind(prepared, values, context);
            capture.begin(Capture.Work.STATEMENT, context);
            running = prepared.statement();
            return run(prepared, statement, mark);
        } catch (SQLException failed) {
            undo(failed, mark);
            throw error(failed, statement.source());
        } finally {
            running = null;
            capture.end();
            leave();
        }
    }

    /** Each call into H2 stands between these two: see {@link FlushGate}. */
    private void enter() {
        if (open) {
            store.gate().enterAgain();
        } else {
            store.flushIfNeeded();
            store.gate().enter();
            open = true;
        }
    }

    private void leave() {
        store.gate().leave();
    }

    private StoreResult run(StatementCache.Prepared prepared, TableStatement statement, int mark) throws SQLException {
        PreparedStatement h2 = prepared.statement();
        if (h2.execute()) {
            try (ResultSet rows = h2.getResultSet()) {
                return new StoreResult.Rows(StoreResults.table(rows,
                        Headings.of(statement, cache.columns(prepared, rows, store.catalog()))));
            }
        }
        long found = h2.getLargeUpdateCount();
        long changed = statement.verb() == Verb.UPDATE && capture.recording()
                ? capture.changes().rows().size() - mark
                : found;
        return new StoreResult.Count(changed, found, capture.firstGenerated(), info(statement.verb(), changed, found));
    }

    private static String info(Verb verb, long changed, long found) {
        if (verb == Verb.UPDATE) {
            return "Rows matched: " + found + "  Changed: " + changed + "  Warnings: 0";
        }
        boolean many = (verb == Verb.INSERT || verb == Verb.REPLACE) && found > 1;
        return many ? "Records: " + found + "  Duplicates: 0  Warnings: 0" : "";
    }

    private StoreResult define(TableStatement statement, EvaluationContext context) throws SqlError {
        commit();
        try {
            long count = define(statement, database, CollationDefaults.of(context));
            store.flush();
            if (!database.isEmpty() && !store.catalog().hasDatabase(database)) {
                database = "";
            }
            cache.clear();
            applier.clear();
            return new StoreResult.Count(count, count, 0, "");
        } catch (SQLException failed) {
            throw error(failed, statement.source());
        }
    }

    private long define(TableStatement statement, String current, CollationDefaults collations)
            throws SqlError, SQLException {
        store.gate().enter();
        try {
            return Definitions.execute(store, current, statement, collations);
        } finally {
            store.gate().leave();
        }
    }

    private void undo(SQLException failed, int mark) {
        if (H2Errors.undidTransaction(failed)) {
            ended();
        } else {
            capture.changes().cutTo(mark);
        }
    }

    private SqlError error(SQLException failed, String source) {
        return store.error(failed, database, source);
    }

    /** Columns that the statement will answer, none if it answers a count: for COM_STMT_PREPARE. */
    public List<ColumnDefinition> describe(TableStatement statement) throws SqlError {
        if (statement.verb().isDefinition()) {
            return List.of();
        }
        try {
            var meta = cache.prepare(statement).statement().getMetaData();
            return meta == null
                    ? List.of()
                    : Headings.of(statement, StoreResults.columns(meta, store.catalog()));
        } catch (SQLException failed) {
            throw error(failed, statement.source());
        }
    }

    /** Columns of a table of the current database: for COM_FIELD_LIST; 1046, 1146. */
    public List<ColumnDefinition> fieldList(String table) throws SqlError {
        if (database.isEmpty()) {
            throw SqlError.of(1046, "No database selected");
        }
        TableDefinition definition = store.catalog().required(database, table);
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < definition.columns().size(); i++) {
            columns.add(StoreResults.declared(definition, i, definition.columns().get(i).name()));
        }
        return columns;
    }

    /** Rows changed by the open transaction. */
    public TransactionChanges changes() {
        return capture.changes();
    }

    /** The current database. */
    public Optional<String> database() {
        return database.isEmpty() ? Optional.empty() : Optional.of(database);
    }

    /** USE; 1049 if there is none. */
    public void useDatabase(String name) throws SqlError {
        boolean own = name.equalsIgnoreCase(Catalog.INFORMATION_SCHEMA) || store.liveTables().hasSchema(name);
        String chosen = own ? name.toLowerCase(Locale.ROOT) : store.catalog().database(name).name;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SCHEMA " + H2Names.quote(H2Names.schema(chosen)));
            if (!open) {
                connection.commit(); // an idle session shall not hold one of H2's few transactions
            }
        } catch (SQLException failed) {
            throw error(failed, "");
        }
        database = chosen;
        cache.clear();
    }

    /**
     * Isolation of the transactions to come. H2 reads at READ COMMITTED for every level: its stricter levels fail statements
     * that InnoDB would let wait. Repeatable reads come with {@link #beginSnapshot}.
     */
    public void isolation(Assignment.Isolation level) throws SqlError {
        if (level == Assignment.Isolation.SERIALIZABLE) {
            beginSnapshot();
        }
    }

    /** Starts a transaction that sees the data as they are now until it ends (WITH CONSISTENT SNAPSHOT). */
    public void beginSnapshot() throws SqlError {
        rollback();
        enter();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
            snapshot = true;
            statement.executeQuery("SELECT COUNT(*) FROM " + StoreTables.POSITIONS).close();
        } catch (SQLException failed) {
            throw error(failed, "");
        } finally {
            leave();
        }
    }

    /** Commits rows and positions together. Calls that write the same key must come in the order of the log. */
    public void commit(Map<String, StorePosition> at) throws SqlError {
        if (!open && at.isEmpty()) {
            ended();
            return;
        }
        enter();
        boolean noted = false;
        try {
            connection.commit();
            store.positions().committed(at);
            noted = true;
            ended();
        } catch (SQLException failed) {
            throw error(failed, "");
        } finally {
            if (!noted) {
                store.commitFailed();
            }
            leave();
        }
    }

    /** Commits without a new position: nothing was logged. */
    public void commit() throws SqlError {
        commit(Map.of());
    }

    /** {@link TableStore#flushSurely}, by a session that is in no transaction; 1105. */
    public void flushSurely() throws SqlError {
        if (!store.flushSurely()) {
            throw SqlError.of(1105, "The tables could not be brought to disk: sessions stay in their statements");
        }
    }

    private void ended() {
        open = false;
        capture.changes().clear();
        savepoints.clear();
        if (snapshot) {
            snapshot = false;
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED");
            } catch (SQLException closed) {
                // The session has ended: there is no transaction that this could be wrong for.
            }
        }
    }

    /** Undoes everything since the last commit. */
    public void rollback() throws SqlError {
        enter();
        try {
            connection.rollback();
        } catch (SQLException failed) {
            throw error(failed, "");
        } finally {
            ended();
            leave();
        }
    }

    /** SAVEPOINT; one of the same name is replaced. */
    public void savepoint(String name) throws SqlError {
        enter();
        try {
            savepoints.put(key(name), new Savepoint(connection.setSavepoint(), capture.changes().rows().size()));
        } catch (SQLException failed) {
            throw error(failed, "");
        } finally {
            leave();
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Savepoint known(String name) throws SqlError {
        Savepoint savepoint = savepoints.get(key(name));
        if (savepoint == null) {
            throw SqlError.of(1305, "SAVEPOINT " + name + " does not exist");
        }
        return savepoint;
    }

    /** ROLLBACK TO; 1305 if there is none. */
    public void rollbackTo(String name) throws SqlError {
        Savepoint savepoint = known(name);
        enter();
        try {
            connection.rollback(savepoint.point());
            capture.changes().cutTo(savepoint.changes());
            savepoints.values().removeIf(other -> other.changes() > savepoint.changes());
        } catch (SQLException failed) {
            throw error(failed, "");
        } finally {
            leave();
        }
    }

    /** RELEASE SAVEPOINT; 1305 if there is none. */
    public void releaseSavepoint(String name) throws SqlError {
        Savepoint savepoint = known(name);
        savepoints.remove(key(name));
        try {
            connection.releaseSavepoint(savepoint.point());
        } catch (SQLException failed) {
            throw error(failed, "");
        }
    }

    /** What to do with a row event that does not fit the data. */
    public enum ApplyMode {
        /** Missing row: 1032; duplicate key: 1062. */
        STRICT,
        /** Missing row on delete: nothing; on update: inserted; duplicate key: replaced. For replay after a crash. */
        IDEMPOTENT
    }

    /**
     * Applies a row event: the row is found by its primary key if the image has it, else by all values that it has. 1146
     * without the table, 1032 without the row, 1062 for a duplicate key, 1677 without the image that the kind needs. The
     * change is in {@link #changes()} if the session records (a replica with log_slave_updates).
     *
     * @param before values by column of the source, null for an insert
     * @param after values by column of the source, null for a delete
     */
    public void applyRow(String database, String table, RowChange.Kind kind, @Nullable RowImage before,
            @Nullable RowImage after, ApplyMode mode) throws SqlError {
        int mark = capture.changes().beginStatement();
        enter();
        capture.begin(Capture.Work.ROW_EVENTS, null);
        try {
            applier.apply(store.catalog().required(database, table), kind, before, after, mode);
        } catch (SQLException failed) {
            undo(failed, mark);
            throw error(failed, "");
        } finally {
            capture.end();
            leave();
        }
    }

    /**
     * Ends the statement that runs now with 1317: KILL QUERY. From any thread. A statement that waits for a row lock ends
     * when it has the lock or its wait times out.
     */
    public void cancel() {
        PreparedStatement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException ended) {
                // It has ended meanwhile: what was wanted.
            }
        }
    }

    /** Rolls back and ends. */
    @Override
    public void close() {
        store.gate().enterAgain();
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException closed) {
            // The store was closed before: the session is gone with it.
        } finally {
            leave();
        }
    }
}
