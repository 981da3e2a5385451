package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.channel.Applier;
import dev.lockstep.engine.channel.ApplyException;
import dev.lockstep.engine.node.commit.Commits;
import dev.lockstep.engine.node.commit.RowEvents;
import dev.lockstep.engine.node.commit.TransactionEvents;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table store as an applier's target: rows and the source's position are committed together. With
 * {@code log_slave_updates} transactions also go through this server's own binlog and group commit, keeping the server id
 * and the GTID of the server that made them. Used by one applier thread.
 */
final class StoreTarget implements Applier.Target {
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
    private final StoreSession session;
    private final RowReplay replay;
    private @Nullable Gtid gtid;
    private @Nullable Query definition;
    private boolean skip;

    StoreTarget(World world, TableStore store, SystemVariables variables, Commits commits, RowEvents rowEvents,
            Logging logging, String channel, Duration lockWait, Consumer<BinlogPosition> onCommit) throws SqlError {
        this.world = world;
        this.commits = commits;
        this.onCommit = onCommit;
        this.rowEvents = rowEvents;
        this.logging = logging;
        this.positionKey = StorePosition.channel(channel);
        this.session = logging == Logging.OWN_BINLOG ? store.newSession(lockWait) : store.newSilentSession(lockWait);
        ApplyMode mode = variables.text("slave_exec_mode").equals("IDEMPOTENT")
                ? ApplyMode.IDEMPOTENT
                : ApplyMode.STRICT;
        this.replay = new RowReplay(store, session, variables.newSession(), mode);
    }

    @Override
    public void begin(EventHeader header, @Nullable BinlogEvent name) {
        definition = null;
        gtid = name instanceof GtidLog log ? log.gtid() : null;
        skip = gtid != null && commits.gtids().contains(gtid);
    }

    @Override
    public void applyRows(EventHeader header, TableMap table, RowsEvent rows) throws ApplyException {
        if (!skip) {
            inStore(() -> replay.rows(table, rows));
        }
    }

    @Override
    public void executeQuery(EventHeader header, Query query) throws ApplyException {
        if (!skip) {
            inStore(() -> {
                try {
                    replay.query(query, header.timestampSeconds() * 1_000_000);
                } catch (SqlError e) {
                    throw new SqlError(e.code(), e.sqlState(), "Error '" + e.text() + "' on query. Default database: '"
                            + query.database() + "'. Query: '" + query.sql() + "'");
                }
            });
            definition = query;
        }
    }

    @Override
    public void commit(EventHeader header, BinlogPosition sourcePosition) throws ApplyException {
        inStore(() -> {
            TransactionEvents events = skip || logging == Logging.NOT_LOGGED ? null : events(header);
            if (events == null) {
                commits.gtids().executedUnlogged(gtid);
            }
            String detail = gtid == null ? "" : commits.gtids().executed().toString();
            Map<String, StorePosition> positions = Map.of(positionKey, new StorePosition(sourcePosition, detail));
            if (events == null) {
                session.commit(positions);
            } else {
                commits.commit(events, session, positions);
            }
        });
        onCommit.accept(sourcePosition);
        gtid = null;
        definition = null;
        skip = false;
    }

    private @Nullable TransactionEvents events(EventHeader header) {
        Query query = definition;
        long micros = header.timestampSeconds() * 1_000_000;
        if (query != null) {
            return rowEvents.definition(query.sql(), new TransactionEvents.Context(query.threadId(),
                    query.database(), micros, query.status().sqlMode().orElse(0)), header.serverId(), gtid);
        }
        if (session.changes().isEmpty()) {
            return null;
        }
        TransactionEvents.Context context = new TransactionEvents.Context(world.threads().current().id(), "", micros,
                0);
        return rowEvents.of(session.changes(), context, header.serverId(), gtid);
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
