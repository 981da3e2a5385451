package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.AnnotateRows;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.node.commit.TransactionEvents.Context;
import dev.lockstep.engine.node.commit.TransactionEvents.Kind;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.sql.store.RowChange;
import dev.lockstep.engine.sql.store.TableDefinition;
import dev.lockstep.engine.sql.store.TransactionChanges;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of a transaction as MySQL 5.7 writes them with {@code binlog_format=ROW}: per statement one table map
 * for each table, then row events of version 2, the last one marked as the statement's end; and as MariaDB does: no BEGIN,
 * the statement's text before its table maps, row events of version 1. Used by all sessions at once.
 */
public final class RowEvents {
    private static final long FIRST_TABLE_ID = 108;
    private static final int UTF8MB4_GENERAL_CI = 45;
    /** Of statements that no session made. */
    public static final StatusVars DEFAULT_STATUS = StatusVars.of(0, 0, UTF8MB4_GENERAL_CI, UTF8MB4_GENERAL_CI,
            UTF8MB4_GENERAL_CI);
    private static final int MAX_TABLE_IDS = 10_000;

    private final long serverId;
    private final Dialect dialect;
    private final Supplier<Checksum> checksum;
    private final Map<TableDefinition, TableMap> tableMaps = new ConcurrentHashMap<>();
    private final AtomicLong nextTableId = new AtomicLong(FIRST_TABLE_ID);
    private final AtomicLong nextXid = new AtomicLong(1);

    /** For the server of that id; {@code checksum} is that of the binlog's present file. */
    public RowEvents(long serverId, Dialect dialect, Supplier<Checksum> checksum) {
        this.serverId = serverId;
        this.dialect = dialect;
        this.checksum = checksum;
    }

    /** A transaction of rows. */
    public TransactionEvents of(TransactionChanges changes, Context context) {
        return of(changes, context, serverId, null);
    }

    /** The same for a transaction that another server made. */
    public TransactionEvents of(TransactionChanges changes, Context context, long originServerId,
            @Nullable TransactionName name) {
        Collector out = new Collector(new EventEncoder(originServerId, checksum.get()), context.seconds());
        begin(context, out);
        int rowStatements = 0;
        for (LoggedStatement logged : context.statements()) {
            if (logged.form() == LoggedStatement.Form.TEXT) {
                text(logged, context.threadId(), out);
            } else {
                if (!logged.text().isEmpty()) {
                    out.add(new AnnotateRows(logged.text()));
                }
                statement(rowsOf(changes, rowStatements), context.images(), out);
            }
            rowStatements += logged.changesRows() ? 1 : 0;
        }
        for (int i = rowStatements; i < changes.statementStarts().size(); i++) {
            statement(rowsOf(changes, i), context.images(), out);
        }
        out.add(changes.isEmpty() ? query(context, "COMMIT") : new Xid(nextXid.getAndIncrement()));
        boolean texts = context.statements().stream().anyMatch(l -> l.form() == LoggedStatement.Form.TEXT);
        return new TransactionEvents(texts ? Kind.STATEMENTS : Kind.ROWS, out.events, context.seconds(), name,
                originServerId);
    }

    private static List<RowChange> rowsOf(TransactionChanges changes, int statement) {
        List<Integer> starts = changes.statementStarts();
        int end = statement + 1 < starts.size() ? starts.get(statement + 1) : changes.rows().size();
        return changes.rows().subList(starts.get(statement), end);
    }

    /** A transaction that changes nothing and takes its GTID: what is left of one that was filtered or is to be skipped. */
    public TransactionEvents empty(long threadId, long epochMicros, long originServerId,
            @Nullable TransactionName name) {
        Context context = new Context(threadId, "", epochMicros, DEFAULT_STATUS);
        Collector out = new Collector(new EventEncoder(originServerId, checksum.get()), context.seconds());
        begin(context, out);
        out.add(query(context, "COMMIT"));
        return new TransactionEvents(Kind.ROWS, out.events, context.seconds(), name, originServerId);
    }

    /** A statement that changes tables, as a transaction of its own. */
    public TransactionEvents definition(String sql, Context context) {
        return definition(sql, context, serverId, null);
    }

    /** The same for a statement that another server ran. */
    public TransactionEvents definition(String sql, Context context, long originServerId,
            @Nullable TransactionName name) {
        Collector out = new Collector(new EventEncoder(originServerId, checksum.get()), context.seconds());
        out.add(query(context, sql));
        return new TransactionEvents(Kind.DEFINITION, out.events, context.seconds(), name, originServerId);
    }

    private static void text(LoggedStatement statement, long threadId, Collector out) {
        long seconds = statement.epochMicros() / 1_000_000;
        statement.input().forEach(event -> out.add(event, seconds));
        out.add(new Query(threadId, statement.database(), statement.status(), statement.text()), seconds);
    }

    /** In MariaDB the event with the GTID stands for it. */
    private void begin(Context context, Collector out) {
        if (dialect == Dialect.MYSQL) {
            out.add(query(context, "BEGIN"));
        }
    }

    private static Query query(Context context, String sql) {
        return new Query(context.threadId(), context.database(), context.status(), sql);
    }

    private void statement(List<RowChange> rows, RowImages images, Collector out) {
        Set<TableDefinition> tables = new LinkedHashSet<>();
        rows.forEach(row -> tables.add(row.table()));
        tables.forEach(table -> out.add(tableMap(table)));
        List<RowsEvent> events = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            int to = from + 1;
            while (to < rows.size() && sameEvent(rows.get(from), rows.get(to))) {
                to++;
            }
            events.addAll(run(rows.subList(from, to), images));
            from = to;
        }
        for (int i = 0; i < events.size(); i++) {
            out.add(withFlags(events.get(i), i + 1 == events.size() ? RowsEvent.STMT_END : 0));
        }
    }

    private static boolean sameEvent(RowChange first, RowChange next) {
        return first.kind() == next.kind() && first.table().equals(next.table());
    }

    private List<RowsEvent> run(List<RowChange> rows, RowImages images) {
        TableDefinition table = rows.getFirst().table();
        return new RowCodec(table.spec()).encode(tableMap(table).tableId(), images.of(table, rows));
    }

    private RowsEvent withFlags(RowsEvent event, int flags) {
        int version = dialect == Dialect.MARIADB ? 1 : event.version();
        return new RowsEvent(event.kind(), version, event.tableId(), flags, event.extra(), event.present(),
                event.presentAfter(), event.rows());
    }

    /** Numbers are per definition of a table: a changed table gets another one, as in the server's table cache. */
    private TableMap tableMap(TableDefinition table) {
        TableMap known = tableMaps.get(table);
        if (known != null) {
            return known;
        }
        if (tableMaps.size() > MAX_TABLE_IDS) {
            tableMaps.clear();
        }
        return Objects.requireNonNull(
                tableMaps.computeIfAbsent(table, key -> key.spec().tableMap(nextTableId.getAndIncrement())));
    }

    private static final class Collector {
        private final EventEncoder encoder;
        private final long seconds;
        private final List<EncodedEvent> events = new ArrayList<>();

        Collector(EventEncoder encoder, long seconds) {
            this.encoder = encoder;
            this.seconds = seconds;
        }

        void add(BinlogEvent event) {
            add(event, seconds);
        }

        void add(BinlogEvent event, long eventSeconds) {
            events.add(encoder.encode(event, eventSeconds));
        }
    }
}
