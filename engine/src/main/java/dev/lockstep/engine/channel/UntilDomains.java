package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.TransactionBoundary;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code @slave_until_gtid}: up to which GTID a replica wants each domain; of a domain that it does not name it wants nothing
 * (is_until_reached, sql_repl.cc, MariaDB 10). Used by the dump thread.
 */
final class UntilDomains {
    private final Map<Long, MariaDbGtid> open = new HashMap<>();
    private final TransactionBoundary boundary = new TransactionBoundary();
    private MariaDbGtidPosition sent;

    /** For a replica that has {@code owned}. */
    UntilDomains(MariaDbGtidPosition until, MariaDbGtidPosition owned) {
        sent = owned;
        for (MariaDbGtid gtid : until.gtids()) {
            boolean there = owned.last(gtid.domainId()).filter(last -> reaches(last, gtid)).isPresent();
            if (!there) {
                open.put(gtid.domainId(), gtid);
            }
        }
    }

    private static boolean reaches(MariaDbGtid gtid, MariaDbGtid until) {
        return Long.compareUnsigned(gtid.sequence(), until.sequence()) >= 0;
    }

    /** A group begins that the replica has not: whether it does not want it either. */
    boolean leavesOut(MariaDbGtid gtid) {
        MariaDbGtid until = open.get(gtid.domainId());
        if (until == null) {
            return true;
        }
        if (reaches(gtid, until)) {
            open.remove(gtid.domainId());
        }
        if (Long.compareUnsigned(gtid.sequence(), until.sequence()) > 0) {
            return true;
        }
        sent = sent.plus(gtid);
        return false;
    }

    /** Follows an event that is sent, so that the last group is sent whole. */
    void sends(EncodedEvent event, Supplier<BinlogEvent> body) {
        if (TransactionBoundary.concerns(event.type()) && event.type() != EventTypes.MARIADB_GTID_LIST) {
            boundary.accept(body.get());
        } else {
            boundary.accept(event.type());
        }
    }

    /** Whether the last group that is wanted has been sent. */
    boolean reached() {
        return open.isEmpty() && !boundary.inside();
    }

    /** What the replica has when all is sent. */
    List<MariaDbGtid> gtids() {
        return sent.gtids();
    }
}
