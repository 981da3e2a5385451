package dev.lockstep.engine.node;

import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.Intvar;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.Rand;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.BinlogStream.Item;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.node.commit.BinlogLife;
import dev.lockstep.engine.node.commit.DomainGtids;
import dev.lockstep.engine.node.replica.RowReplay;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.world.ServerLog;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the table store up to the binlog after a crash: the store flushes lazily, so its last transactions may be missing,
 * while the binlog has every one that was acknowledged. What the store has is known by the position that it keeps with the
 * rows; replaying is idempotent all the same.
 */
final class BinlogRecovery {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(50);
    /** Transactions that go to the store in one: nobody else is there yet who would have to see them one by one. */
    private static final int AT_ONCE = 200;
    private static final String BEGIN = "begin";

    private final TableStore store;
    private final StoreSession session;
    private final RowReplay replay;
    private final ServerLog log;
    private final String life;
    private final long serverId;
    private final Map<Long, TableMap> tables = new HashMap<>();
    private final Map<BinlogPosition, Map<String, StorePosition>> channels;
    private final Map<String, StorePosition> positions = new HashMap<>();
    private long transactions;
    private long stored;
    private boolean begun;
    private @Nullable BinlogPosition reached;
    /** Name of the transaction that is replayed, if another server made it. */
    private @Nullable MariaDbGtid replicated;

    /** {@code channels} is what the journal says of replicated transactions. */
    BinlogRecovery(TableStore store, SystemVariables variables, ServerLog log, BinlogLife life,
            Map<BinlogPosition, Map<String, StorePosition>> channels) throws SqlError {
        this.channels = channels;
        this.store = store;
        this.log = log;
        this.life = life.number();
        this.serverId = variables.number("server_id");
        this.session = store.newSilentSession(LOCK_WAIT);
        this.replay = new RowReplay(store, session, variables.newSession(), ApplyMode.IDEMPOTENT);
    }

    /** Replays what lies between the store's position and {@code end}. */
    void run(BinlogDirectory directory, BinlogPosition end) throws IOException {
        BinlogPosition from = begin(directory);
        if (from.file().equals(end.file()) && from.compareTo(end) > 0) {
            log.warning("Recovery: the table store is at " + from + ", and the binary log ends at " + end
                    + ": transactions that are in the tables are lost from the binary log (sync_binlog was not 1)");
            session.close();
            return;
        }
        try (session; BinlogStream stream = directory.stream(from, () -> end, ReadOptions.BINLOG)) {
            for (Item item = stream.next(); item != null; item = stream.next()) {
                if (item instanceof Item.Event event) {
                    apply(stream.decode(event.event()), event.end(), event.event().header());
                }
            }
            store();
        } catch (SqlError e) {
            throw new IOException("Recovery: replaying the binlog from " + from + " failed after " + transactions
                    + " transactions: " + e.code() + " " + e.text(), e);
        }
        if (transactions > 0) {
            log.note("Recovered " + transactions + " transactions from the binary log, from " + from + " to " + end);
        }
    }

    private BinlogPosition begin(BinlogDirectory directory) throws IOException {
        StorePosition known = store.recoveredPositions().get(StorePosition.BINLOG);
        if (known == null) {
            return new BinlogPosition("", BinlogPosition.FIRST_OFFSET);
        }
        // killed within RESET MASTER, or thrown back behind it: of files that are gone, which may have had the same names
        if (!known.detail().equals(life)) {
            log.note(
                    "Recovery: the table store was brought to disk before the binary log began anew; replaying the whole"
                            + " binary log");
            return new BinlogPosition("", BinlogPosition.FIRST_OFFSET);
        }
        boolean there = directory.list().stream().anyMatch(file -> file.name().equals(known.position().file())
                && known.position().offset() <= file.bytes());
        if (!there) {
            log.warning("Recovery: the table store is at " + known.position()
                    + ", which is not in the binary log; replaying the whole binary log");
            return new BinlogPosition("", BinlogPosition.FIRST_OFFSET);
        }
        return known.position();
    }

    private void apply(BinlogEvent event, BinlogPosition end, EventHeader header) throws SqlError {
        switch (event) {
            case GtidLog _,AnonymousGtid _ -> tables.clear();
            case MariaDbGtidLog gtid -> {
                tables.clear();
                replicated = header.serverId() == serverId ? null : gtid.gtid(header.serverId());
                if ((gtid.flags() & MariaDbGtidLog.STANDALONE) == 0) {
                    begin();
                }
            }
            case TableMap map -> tables.put(map.tableId(), map);
            case RowsEvent rows -> {
                @Nullable
                TableMap map = tables.get(rows.tableId());
                if (map == null) {
                    throw SqlError.of(1610, "rows of table number " + rows.tableId() + " before its table map, at "
                            + end);
                }
                replay.rows(map, rows);
            }
            case Intvar _,Rand _,UserVar _ -> replay.beforeStatement(event);
            case Xid _ -> commit(end);
            case Query query -> query(query, end, header.timestampSeconds() * 1_000_000);
            default -> {
            }
        }
    }

    private void query(Query query, BinlogPosition end, long epochMicros) throws SqlError {
        switch (query.sql()) {
            case "BEGIN" -> begin();
            case "COMMIT" -> commit(end);
            case "ROLLBACK" -> {
                session.rollbackTo(BEGIN);
                begun = false;
            }
            default -> {
                if (begun) {
                    replay.query(query, epochMicros);
                    return;
                }
                store(); // a definition commits by itself, without a position
                try {
                    replay.query(query, epochMicros);
                } catch (SqlError e) {
                    if (!RowReplay.saysDoneAlready(e)) {
                        throw e;
                    }
                }
                commit(end);
                store();
            }
        }
    }

    private void begin() throws SqlError {
        session.savepoint(BEGIN);
        begun = true;
    }

    private void commit(BinlogPosition end) throws SqlError {
        begun = false;
        transactions++;
        reached = end;
        Map<String, StorePosition> journalled = channels.getOrDefault(end, Map.of());
        positions.putAll(journalled);
        MariaDbGtid gtid = replicated;
        if (gtid != null && journalled.isEmpty()) {
            replicated(gtid);
        }
        if (transactions - stored >= AT_ONCE) {
            store();
        }
    }

    /** MariaDB: of a transaction that another server made and the journal does not tell of, at least the GTID is known. */
    private void replicated(MariaDbGtid gtid) {
        Map<String, StorePosition> known = new HashMap<>(store.recoveredPositions());
        known.putAll(positions);
        known.remove(StorePosition.BINLOG);
        String part = known.keySet().stream().filter(key -> gtids(known.get(key)).last(gtid.domainId()).isPresent())
                .findFirst().orElse(DomainGtids.GIVEN);
        StorePosition before = known.getOrDefault(part, StorePosition.NOWHERE);
        positions.put(part, new StorePosition(before.position(), gtids(before).plus(gtid).toString()));
    }

    private static MariaDbGtidPosition gtids(@Nullable StorePosition position) {
        return position == null ? MariaDbGtidPosition.EMPTY : MariaDbGtidPosition.parse(position.detail());
    }

    private void store() throws SqlError {
        BinlogPosition end = reached;
        if (end != null && transactions > stored) {
            positions.put(StorePosition.BINLOG, new StorePosition(end, life));
            store.recovered(positions);
            session.commit(positions);
            positions.clear();
            stored = transactions;
        }
    }
}
