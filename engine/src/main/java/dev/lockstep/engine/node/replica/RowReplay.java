package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.row.RowChange;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.binlog.row.TableSpec;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.AccountStatement;
import dev.lockstep.engine.sql.statement.AdminStatement;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.StatementParser;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TransactionStatement;
import dev.lockstep.engine.sql.store.RowChange.Kind;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import dev.lockstep.engine.sql.store.TableDefinition;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SessionVariables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does in a table store what events of a binlog say. Used by one thread: an applier, or recovery. */
public final class RowReplay {
    private static final Set<Integer> DONE_ALREADY = Set.of(1007, 1008, 1050, 1051, 1060, 1061, 1091, 1146, 1396);
    private static final AccountName ROOT = new AccountName("root", "%");

    private final TableStore store;
    private final StoreSession session;
    private final SessionVariables variables;
    private final ApplyMode mode;
    private final SkippedErrors skipped;
    private final StatementInput pending = new StatementInput();
    private final ServerVersion words;
    /** The last table map, which comes again with most transactions, and what it says together with that table. */
    private @Nullable TableMap lastMap;
    private @Nullable TableDefinition lastTable;
    private @Nullable TableSpec lastSpec;

    /** Onto that store by that session of it. */
    public RowReplay(TableStore store, StoreSession session, SessionVariables variables, ApplyMode mode) {
        this(store, session, variables, mode, new SkippedErrors("OFF"));
    }

    /** The same, passing over rows that have one of those errors. */
    RowReplay(TableStore store, StoreSession session, SessionVariables variables, ApplyMode mode,
            SkippedErrors skipped) {
        this.store = store;
        this.session = session;
        this.variables = variables;
        this.mode = mode;
        this.skipped = skipped;
        String version = variables.text("version");
        this.words = ServerVersion.of(version, version.contains("MariaDB")
                ? ServerVersion.Family.MARIADB
                : ServerVersion.Family.MYSQL);
    }

    /** Rows of a table. 1032, 1062, 1146, 1594 for bytes that are not rows of it, 1677. */
    public void rows(TableMap map, RowsEvent rows) throws SqlError {
        List<RowChange> changes;
        try {
            changes = new RowCodec(spec(map)).decode(rows);
        } catch (MalformedBytesException e) {
            throw SqlError.of(1610, "Corrupted replication event was detected: rows of " + map.database() + "."
                    + map.table() + ": " + e.getMessage());
        }
        for (RowChange change : changes) {
            Kind kind = switch (change.kind()) {
                case WRITE -> Kind.INSERT;
                case UPDATE -> Kind.UPDATE;
                case DELETE -> Kind.DELETE;
            };
            row(map, kind, change);
        }
    }

    private void row(TableMap map, Kind kind, RowChange change) throws SqlError {
        try {
            session.applyRow(map.database(), map.table(), kind, change.before(), change.after(), mode);
        } catch (SqlError e) {
            if (!skipped.contain(e.code())) {
                throw e;
            }
        }
    }

    /**
     * The source's columns, completed from the table's own: signs, character sets and members of ENUM and SET, which most
     * table maps leave out.
     */
    private TableSpec spec(TableMap map) {
        Optional<TableDefinition> own = store.catalog().table(map.database(), map.table());
        if (own.isEmpty()) {
            return TableSpec.of(map);
        }
        TableSpec spec = lastSpec;
        if (spec == null || own.get() != lastTable || !map.equals(lastMap)) {
            spec = spec(map, own.get());
            lastMap = map;
            lastTable = own.get();
            lastSpec = spec;
        }
        return spec;
    }

    private static TableSpec spec(TableMap map, TableDefinition own) {
        TableSpec described = TableSpec.of(map);
        TableSpec known = own.spec();
        TableMap ownMap = known.tableMap(map.tableId());
        boolean same = ownMap.columnTypes().equals(map.columnTypes()) && ownMap.metadata().equals(map.metadata())
                && map.optionalMetadata().size() == 0;
        return same ? known : described.completedBy(known, map.optionalMetadata().size() > 0);
    }

    /** An Intvar, Rand or User_var event: input of the statement that {@link #query} gets next. */
    public void beforeStatement(BinlogEvent event) {
        pending.accept(event);
    }

    /** A statement as text: changes of tables, of accounts, of rows. */
    public void query(Query query, long epochMicros) throws SqlError {
        try {
            execute(parse(query), query, query.database(), epochMicros, pending);
        } finally {
            pending.clear();
        }
    }

    /**
     * What the statement says to this server.
     *
     * @throws SqlError if it is none that this server knows, or was written for another {@code sql_mode}: 1235
     */
    Statement parse(Query query) throws SqlError {
        ReplayedText.check(query);
        return ReplayedText.withSeededRandom(StatementParser.parse(query.sql(), words).statement());
    }

    /** The same for what was parsed, in a database that may be another than the query's. */
    void execute(Statement statement, Query query, String database, long epochMicros, StatementInput input)
            throws SqlError {
        if (!database.isEmpty()) {
            useIfThere(database);
        }
        execute(statement, query.sql(), new ReplayContext(variables, query.status(), input, database,
                query.threadId(), epochMicros + query.status().microseconds().orElse(0)));
    }

    /**
     * Whether an error says that a definition was carried out before: the store makes a definition durable by itself, so a
     * crash may lose the position behind it and not the definition.
     */
    public static boolean saysDoneAlready(SqlError error) {
        return DONE_ALREADY.contains(error.code());
    }

    /** A statement in the current database. */
    public void statement(String sql, long epochMicros) throws SqlError {
        execute(StatementParser.parse(sql, words).statement(), sql,
                new ReplayContext(variables, StatusVars.NONE, new StatementInput(), "", 0, epochMicros));
    }

    private void execute(Statement statement, String sql, ReplayContext context) throws SqlError {
        switch (statement) {
            case TableStatement table -> session.execute(table, context);
            case AccountStatement account -> store.accounts().execute(account, ROOT);
            case Statement.WithVariables with -> execute(with.statement(), sql, context);
            case TransactionStatement.Savepoint(String name) -> session.savepoint(name);
            case TransactionStatement.RollbackTo(String name) -> session.rollbackTo(name);
            case TransactionStatement.ReleaseSavepoint(String name) -> session.releaseSavepoint(name);
            case Statement.Empty _,AdminStatement.Maintenance _,AdminStatement.Flush _ -> {
                // nothing in the store to do
            }
            default -> throw SqlError.notSupported(sql);
        }
    }

    private void useIfThere(String database) throws SqlError {
        try {
            session.useDatabase(database);
        } catch (SqlError e) {
            if (e.code() != 1049) {
                throw e;
            }
        }
    }
}
