package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's view of what was executed: {@code gtid_binlog_state}, the last GTID of each domain and server in the own binlog;
 * and {@code gtid_slave_pos}, the last of each domain that was replicated. Any thread may call.
 *
 * <p>What is replicated is kept in parts, one for each channel, because each applier stores its own together with its rows.
 */
public final class DomainGtids {
    /** Key of the part that SET GLOBAL gtid_slave_pos gives. */
    public static final String GIVEN = "gtid_slave_pos";

    /** By domain, then by server, the one logged last at the end. */
    private final Map<Long, LinkedHashMap<Long, MariaDbGtid>> logged = new TreeMap<>();
    private final Map<String, MariaDbGtidPosition> parts = new HashMap<>();
    private MariaDbGtidPosition replicated = MariaDbGtidPosition.EMPTY;

    /** Found in the binlog, in its order. */
    public synchronized void recovered(Collection<MariaDbGtid> gtids) {
        gtids.forEach(this::add);
    }

    /** Found in the store: what a channel has applied; of two channels in one domain the higher number counts. */
    public synchronized void recovered(String part, MariaDbGtidPosition position) {
        if (position.gtids().isEmpty()) {
            return;
        }
        parts.put(part, position);
        for (MariaDbGtid gtid : position.gtids()) {
            boolean behind = replicated.last(gtid.domainId())
                    .filter(last -> Long.compareUnsigned(last.sequence(), gtid.sequence()) > 0).isPresent();
            if (!behind) {
                replicated = replicated.plus(gtid);
            }
        }
    }

    private void add(MariaDbGtid gtid) {
        LinkedHashMap<Long, MariaDbGtid> servers = logged.computeIfAbsent(gtid.domainId(),
                domain -> new LinkedHashMap<>());
        servers.remove(gtid.serverId());
        servers.put(gtid.serverId(), gtid);
    }

    /** A transaction is logged now: its GTID. */
    synchronized MariaDbGtid log(TransactionName.InDomain name, long serverId, boolean strict) {
        MariaDbGtid highest = highest(name.domainId());
        MariaDbGtid gtid = name.sequence() == 0
                ? new MariaDbGtid(name.domainId(), serverId, next(name.domainId(), highest))
                : new MariaDbGtid(name.domainId(), serverId, name.sequence());
        if (strict && highest != null && Long.compareUnsigned(gtid.sequence(), highest.sequence()) <= 0) {
            throw new OutOfOrderException("An attempt was made to binlog GTID " + gtid
                    + " which would create an out-of-order sequence number with existing GTID " + highest
                    + ", and gtid strict mode is enabled");
        }
        add(gtid);
        return gtid;
    }

    private @Nullable MariaDbGtid highest(long domainId) {
        MariaDbGtid highest = null;
        for (MariaDbGtid gtid : logged.getOrDefault(domainId, new LinkedHashMap<>()).values()) {
            highest = highest == null || Long.compareUnsigned(gtid.sequence(), highest.sequence()) > 0
                    ? gtid
                    : highest;
        }
        return highest;
    }

    private long next(long domainId, @Nullable MariaDbGtid highest) {
        long own = highest == null ? 0 : highest.sequence();
        long applied = replicated.last(domainId).map(MariaDbGtid::sequence).orElse(0L);
        return (Long.compareUnsigned(own, applied) > 0 ? own : applied) + 1;
    }

    /** {@code gtid_binlog_state}: by domain, the one logged last at its end. */
    public synchronized List<MariaDbGtid> binlogState() {
        List<MariaDbGtid> all = new ArrayList<>();
        logged.values().forEach(servers -> all.addAll(servers.values()));
        return all;
    }

    /** {@code gtid_binlog_pos}. */
    public MariaDbGtidPosition binlogPosition() {
        return MariaDbGtidPosition.of(binlogState());
    }

    /** {@code gtid_slave_pos}. */
    public synchronized MariaDbGtidPosition replicated() {
        return replicated;
    }

    /** {@code gtid_current_pos}: where this server made the last transaction of a domain itself, that one. */
    public synchronized MariaDbGtidPosition current(long ownServerId) {
        MariaDbGtidPosition current = replicated;
        for (MariaDbGtid gtid : binlogPosition().gtids()) {
            boolean later = current.last(gtid.domainId())
                    .filter(last -> Long.compareUnsigned(last.sequence(), gtid.sequence()) >= 0).isEmpty();
            if (later && gtid.serverId() == ownServerId) {
                current = current.plus(gtid);
            }
        }
        return current;
    }

    /** What a channel has applied. */
    public synchronized MariaDbGtidPosition part(String part) {
        return parts.getOrDefault(part, MariaDbGtidPosition.EMPTY);
    }

    /** Keys of all parts. */
    public synchronized List<String> parts() {
        return List.copyOf(parts.keySet());
    }

    /** A channel has applied a transaction, and the store has it. */
    public synchronized void applied(String part, MariaDbGtid gtid) {
        parts.put(part, part(part).plus(gtid));
        replicated = replicated.plus(gtid);
    }

    /** SET GLOBAL gtid_slave_pos: what channels applied counts no more. */
    public synchronized void replicated(MariaDbGtidPosition position) {
        parts.clear();
        parts.put(GIVEN, position);
        replicated = position;
    }

    /** RESET MASTER, and SET GLOBAL gtid_binlog_state. */
    public synchronized void clear() {
        logged.clear();
    }
}
