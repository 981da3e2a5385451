package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.gtid.GtidFormatException;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.GtidMarks;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's dump by GTID: of each domain the replica gets what comes behind its GTID, all of a domain that it does not name
 * ({@code gtid_find_binlog_file}, {@code check_slave_start_position}, sql_repl.cc, MariaDB 10).
 */
final class DomainSkipper implements DumpFilter {
    private final MariaDbGtidPosition position;
    private final int domains;
    /** Domains in which the replica's GTID has been passed. */
    private final Set<Long> passed = new HashSet<>();
    private final @Nullable UntilDomains until;
    private boolean skipping;

    private DomainSkipper(MariaDbGtidPosition position, @Nullable UntilDomains until) {
        this.position = position;
        this.domains = position.gtids().size();
        this.until = until;
    }

    /**
     * For a replica.
     *
     * @param state its {@code @slave_connect_state}
     * @param until its {@code @slave_until_gtid}, null to go on for ever
     * @param logged {@code gtid_binlog_state} of this server
     * @param ahead whether it may be ahead of this server, as it gets the domain by other ways, too:
     *        {@code @slave_gtid_ignore_duplicates}
     */
    static DomainSkipper of(String state, @Nullable String until, List<MariaDbGtid> logged, boolean ahead)
            throws DumpFailedException {
        MariaDbGtidPosition position = parsed(state);
        for (MariaDbGtid gtid : position.gtids()) {
            check(gtid, logged, ahead);
        }
        return new DomainSkipper(position, until == null ? null : new UntilDomains(parsed(until), position));
    }

    private static MariaDbGtidPosition parsed(String state) throws DumpFailedException {
        try {
            return MariaDbGtidPosition.parse(state);
        } catch (GtidFormatException e) {
            throw new DumpFailedException("Failed to parse requested GTID state '" + state + "'");
        }
    }

    /** A GTID of a domain that this server knows has to be in its binlog. */
    private static void check(MariaDbGtid wanted, List<MariaDbGtid> logged, boolean ahead)
            throws DumpFailedException {
        boolean domain = false;
        boolean later = false;
        for (MariaDbGtid gtid : logged) {
            if (gtid.domainId() != wanted.domainId()) {
                continue;
            }
            domain = true;
            boolean reached = Long.compareUnsigned(gtid.sequence(), wanted.sequence()) >= 0;
            if (reached && gtid.serverId() == wanted.serverId()) {
                return;
            }
            later |= reached;
        }
        if (domain && (later || !ahead)) {
            throw new DumpFailedException("Error: connecting slave requested to start from GTID " + wanted
                    + ", which is not in the master's binlog" + (later
                            ? ". Since the master's binlog contains GTIDs with higher sequence numbers, it probably means "
                                    + "that the slave has diverged due to executing extra erroneous transactions"
                            : ""));
        }
    }

    /** What the replica has, for the list that it is sent first. */
    List<MariaDbGtid> gtids() {
        return position.gtids();
    }

    @Override
    public BinlogPosition start(Files files, BinlogDirectory binlog) throws IOException, DumpFailedException {
        for (String name : binlog.index().names().reversed()) {
            List<MariaDbGtid> before = before(files, name);
            if (hasAll(before)) {
                GtidMarks.Mark mark = binlog.marks().last(name, each -> hasAll(gtids(each.state()))).orElse(null);
                MariaDbGtidPosition.of(mark == null ? before : gtids(mark.state())).gtids().forEach(this::pass);
                return new BinlogPosition(name, mark == null ? BinlogPosition.FIRST_OFFSET : mark.offset());
            }
        }
        throw new DumpFailedException("Could not find GTID state requested by slave in any binlog files. Probably the "
                + "slave state is too old and required binlog files have been purged.");
    }

    private static List<MariaDbGtid> before(Files files, String name) throws IOException {
        try (BinlogReader reader = BinlogReader.open(files, name, ReadOptions.BINLOG)) {
            EncodedEvent second = reader.next(reader.fileSize());
            return second != null && second.type() == EventTypes.MARIADB_GTID_LIST
                    ? gtids(reader.decode(second))
                    : List.of();
        }
    }

    private static List<MariaDbGtid> gtids(BinlogEvent state) {
        return state instanceof GtidList list ? list.gtids() : List.of();
    }

    /** Whether the replica has all that was logged before a file that begins with this list. */
    private boolean hasAll(List<MariaDbGtid> before) {
        MariaDbGtidPosition last = MariaDbGtidPosition.of(before);
        for (MariaDbGtid gtid : before) {
            MariaDbGtid owned = position.last(gtid.domainId()).orElse(null);
            if (owned == null) {
                return false;
            }
            if (gtid.serverId() != owned.serverId()) {
                continue;
            }
            int order = Long.compareUnsigned(gtid.sequence(), owned.sequence());
            boolean atEnd = last.last(gtid.domainId()).filter(gtid::equals).isPresent();
            if (order > 0 || order == 0 && !atEnd) {
                return false;
            }
        }
        return true;
    }

    private void pass(MariaDbGtid gtid) {
        if (position.last(gtid.domainId()).filter(gtid::equals).isPresent()) {
            passed.add(gtid.domainId());
        }
    }

    @Override
    public boolean looksAt(int type) {
        return until != null || skipping
                || type == EventTypes.MARIADB_GTID && passed.size() < domains;
    }

    @Override
    public boolean skips(EncodedEvent event, Supplier<BinlogEvent> body) {
        switch (event.type()) {
            case EventTypes.MARIADB_GTID -> {
                if (body.get() instanceof MariaDbGtidLog log) {
                    skipping = position.last(log.domainId()).isPresent() && !passed.contains(log.domainId());
                    MariaDbGtid gtid = log.gtid(event.header().serverId());
                    pass(gtid);
                    skipping |= until != null && !skipping && until.leavesOut(gtid);
                }
            }
            case EventTypes.ROTATE, EventTypes.STOP, EventTypes.MARIADB_GTID_LIST,
                    EventTypes.MARIADB_BINLOG_CHECKPOINT ->
                skipping = false;
            default -> {
                // belongs to the group before it
            }
        }
        if (until != null && !skipping) {
            until.sends(event, body);
        }
        return skipping;
    }

    @Override
    public boolean reachedEnd() {
        return until != null && until.reached();
    }

    /** What the replica has at the end that it asked for. */
    List<MariaDbGtid> gtidsAtEnd() {
        return until == null ? List.of() : until.gtids();
    }

    /** MariaDB's replicas take holes. */
    @Override
    public boolean tellsSkipped() {
        return false;
    }
}
