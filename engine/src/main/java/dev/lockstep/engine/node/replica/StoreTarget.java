package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.channel.Applier;
import dev.lockstep.engine.channel.ApplyException;
import dev.lockstep.engine.filter.ReplicationFilter;
import dev.lockstep.engine.node.commit.Commits;
import dev.lockstep.engine.node.commit.RowEvents;
import dev.lockstep.engine.node.commit.TransactionEvents;
import dev.lockstep.engine.node.commit.TransactionName;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TransactionStatement;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table store as an applier's target: rows and the source's position are committed together. With
 * {@code log_slave_updates} transactions also go through this server's own binlog and group commit, keeping the server id
 * and the GTID of the server that made them. Used by one applier thread.
 */
final class StoreTarget implements Applier.Target {
    /** Whether the first group may have been applied in part before, because the node crashed. */
    enum FirstGroup {
        NEW, MAY_BE_REPEATED
    }

    /** Whether what is applied is logged again. */
    enum Logging {
        OWN_BINLOG, NOT_LOGGED
    }

    private final World world;
    private final Commits commits;
    private final RowEvents rowEvents;
    private final Logging logging;
    private final Consumer<BinlogPosition> onCommit;
    private final String positionKey;
    private final TableStore store;
    private final StoreSession session;
    private final RowReplay replay;
    private final ReplicationFilter filter;
    private final SkippedErrors skipped;
    private final Dialect dialect;
    private final StatementInput input = new StatementInput();
    private @Nullable Gtid gtid;
    private @Nullable MariaDbGtid domainGtid;
    private @Nullable Query definition;
    private boolean skip;
    private FirstGroup firstGroup;

    StoreTarget(World world, Dialect dialect, TableStore store, SystemVariables variables, Commits commits,
            RowEvents rowEvents,
            Logging logging, String channel, Duration lockWait, FirstGroup firstGroup, ReplicationFilter filter,
            Consumer<BinlogPosition> onCommit) throws SqlError {
        this.world = world;
        this.dialect = dialect;
        this.store = store;
        this.filter = filter;
        this.skipped = new SkippedErrors(variables.text("slave_skip_errors"));
        this.commits = commits;
        this.onCommit = onCommit;
        this.firstGroup = firstGroup;
        this.rowEvents = rowEvents;
        this.logging = logging;
        this.positionKey = StorePosition.channel(channel);
        this.session = logging == Logging.OWN_BINLOG ? store.newSession(lockWait) : store.newSilentSession(lockWait);
        ApplyMode mode = variables.text("slave_exec_mode").equals("IDEMPOTENT")
                ? ApplyMode.IDEMPOTENT
                : ApplyMode.STRICT;
        this.replay = new RowReplay(store, session, variables.newSession(), mode, skipped);
    }

    @Override
    public void begin(EventHeader header, @Nullable BinlogEvent name) {
        definition = null;
        gtid = name instanceof GtidLog log && dialect == Dialect.MYSQL ? log.gtid() : null;
        domainGtid = name instanceof MariaDbGtidLog log && dialect == Dialect.MARIADB
                ? log.gtid(header.serverId())
                : null;
        skip = gtid != null && commits.gtids().contains(gtid);
    }

    @Override
    public void applyRows(EventHeader header, TableMap table, RowsEvent rows) throws ApplyException {
        String database = filter.rewritten(table.database());
        if (skip || !filter.takesRows(database, table.table())) {
            return;
        }
        TableMap renamed = database.equals(table.database()) ? table : table.inDatabase(database);
        try {
            inStore(() -> replay.rows(renamed, rows));
        } catch (ApplyException e) {
            throw new ApplyException(e.errno(), e.causeText(), e.causeText(),
                    HandlerErrors.name(e.errno(), search(renamed)));
        }
    }

    private HandlerErrors.Search search(TableMap table) {
        boolean keyed = store.catalog().table(table.database(), table.table())
                .filter(definition -> !definition.primaryKey().isEmpty()).isPresent();
        return keyed ? HandlerErrors.Search.BY_KEY : HandlerErrors.Search.BY_SCAN;
    }

    @Override
    public void executeQuery(EventHeader header, Query query) throws ApplyException {
        if (skip) {
            return;
        }
        String database = filter.rewritten(query.database());
        try {
            world.threads().current().begin(Activity.ENGINE);
            Statement statement = replay.parse(query);
            if (takes(statement, database)) {
                replay.execute(statement, query, database, header.timestampSeconds() * 1_000_000, input);
                if (isLoggedAsText(statement)) {
                    definition = database.equals(query.database())
                            ? query
                            : new Query(query.threadId(), database, query.status(), query.sql());
                }
            }
        } catch (SqlError e) {
            boolean repeated = firstGroup == FirstGroup.MAY_BE_REPEATED && RowReplay.saysDoneAlready(e);
            if (!repeated && !skipped.contain(e.code())) {
                throw new ApplyException(e.code(), "Error '" + e.text() + "' on query. Default database: '" + database
                        + "'. Query: '" + query.sql() + "'", e.text(), "");
            }
            definition = repeated ? query : null;
        } finally {
            input.clear();
            world.threads().current().end(Activity.ENGINE);
        }
    }

    /** What changes rows is logged as the rows that it changed here, whatever the source's format. */
    private static boolean isLoggedAsText(Statement statement) {
        return switch (statement) {
            case TableStatement table -> table.verb().isDefinition();
            case TransactionStatement _,Statement.Empty _ -> false;
            case Statement.WithVariables with -> isLoggedAsText(with.statement());
            default -> true;
        };
    }

    @Override
    public void beforeStatement(BinlogEvent event) {
        input.accept(event);
    }

    private boolean takes(Statement statement, String database) {
        if (!(statement instanceof TableStatement table)) {
            return filter.takesStatement(database, List.of());
        }
        return StatementTables.definesDatabase(table)
                ? filter.takesDefinitionOf(StatementTables.databaseOf(table, database))
                : filter.takesStatement(database, StatementTables.of(table, database));
    }

    @Override
    public void commit(EventHeader header, BinlogPosition sourcePosition) throws ApplyException {
        inStore(() -> {
            TransactionEvents events = skip || logging == Logging.NOT_LOGGED ? null : events(header);
            if (events == null) {
                commits.gtids().executedUnlogged(gtid);
            }
            Map<String, StorePosition> positions = Map.of(positionKey, new StorePosition(sourcePosition, detail()));
            if (events == null) {
                session.commit(positions);
            } else {
                commits.commit(events, session, positions);
            }
            if (domainGtid != null) {
                commits.domains().applied(positionKey, domainGtid);
            }
        });
        onCommit.accept(sourcePosition);
        firstGroup = FirstGroup.NEW;
        gtid = null;
        domainGtid = null;
        definition = null;
        skip = false;
    }

    /** What else is to be known after a restart: all that was executed; in MariaDB, the last of each domain here. */
    private String detail() {
        if (dialect == Dialect.MYSQL) {
            return gtid == null ? "" : commits.gtids().executed().toString();
        }
        MariaDbGtidPosition before = commits.domains().part(positionKey);
        return (domainGtid == null ? before : before.plus(domainGtid)).toString();
    }

    private @Nullable TransactionName name() {
        MariaDbGtid inDomain = domainGtid;
        if (inDomain != null) {
            return new TransactionName.InDomain(inDomain.domainId(), inDomain.sequence());
        }
        return gtid == null ? null : new TransactionName.Given(gtid);
    }

    private @Nullable TransactionEvents events(EventHeader header) {
        Query query = definition;
        long micros = header.timestampSeconds() * 1_000_000;
        if (query != null) {
            return rowEvents.definition(query.sql(), new TransactionEvents.Context(query.threadId(),
                    query.database(), micros, query.status()), header.serverId(), name());
        }
        if (session.changes().isEmpty()) {
            return gtid == null
                    ? null
                    : rowEvents.empty(world.threads().current().id(), micros, header.serverId(), name());
        }
        TransactionEvents.Context context = new TransactionEvents.Context(world.threads().current().id(), "", micros,
                RowEvents.DEFAULT_STATUS);
        return rowEvents.of(session.changes(), context, header.serverId(), name());
    }

    /** Something that the store may refuse. */
    private interface Work {
        void run() throws SqlError;
    }

    private void inStore(Work work) throws ApplyException {
        world.threads().current().begin(Activity.ENGINE);
        try {
            work.run();
        } catch (SqlError e) {
            throw new ApplyException(e.code(), e.text());
        } finally {
            world.threads().current().end(Activity.ENGINE);
        }
    }

    @Override
    public void rollback() {
        gtid = null;
        domainGtid = null;
        definition = null;
        skip = false;
        try {
            session.rollback();
        } catch (SqlError e) {
            throw new IllegalStateException("rollback of an applier: " + e.text(), e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
