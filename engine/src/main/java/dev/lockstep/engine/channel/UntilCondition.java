package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import java.util.Optional;

/**
 * Where {@code START SLAVE UNTIL} ends an applier by itself: counterpart of {@code Relay_log_info::is_until_satisfied}
 * (rpl_rli.cc, MySQL 5.7). A position within a group ends the applier behind that group.
 */
public sealed interface UntilCondition {
    /** {@code Until_Condition}. */
    String name();

    /** {@code Until_Log_File} and {@code Until_Log_Pos}, empty and 0 for those that name none. */
    default BinlogPosition position() {
        return new BinlogPosition("", 0);
    }

    /**
     * Asked between groups.
     *
     * @return why to stop there, in the server's words behind "stopped because"; empty to go on
     */
    default Optional<String> betweenGroups(BinlogPosition relay, BinlogPosition executed, GtidSet executedGtids) {
        return Optional.empty();
    }

    /** Asked before a group's first event. */
    default Optional<String> before(BinlogEvent event, GtidSet executedGtids) {
        return Optional.empty();
    }

    private static Optional<String> reached(BinlogPosition now, BinlogPosition until) {
        return !now.file().isEmpty() && now.reaches(until)
                ? Optional.of("it reached its UNTIL position " + until.offset())
                : Optional.empty();
    }

    /** Nowhere. */
    record Never() implements UntilCondition {
        @Override
        public String name() {
            return "None";
        }
    }

    /** {@code MASTER_LOG_FILE}, {@code MASTER_LOG_POS}. */
    record SourcePosition(BinlogPosition position) implements UntilCondition {
        @Override
        public String name() {
            return "Master";
        }

        @Override
        public Optional<String> betweenGroups(BinlogPosition relay, BinlogPosition executed, GtidSet executedGtids) {
            return reached(executed, position);
        }
    }

    /** {@code RELAY_LOG_FILE}, {@code RELAY_LOG_POS}. */
    record RelayPosition(BinlogPosition position) implements UntilCondition {
        @Override
        public String name() {
            return "Relay";
        }

        @Override
        public Optional<String> betweenGroups(BinlogPosition relay, BinlogPosition executed, GtidSet executedGtids) {
            return reached(relay, position);
        }
    }

    /** {@code SQL_BEFORE_GTIDS}: at the first transaction of the set. */
    record BeforeGtids(GtidSet gtids) implements UntilCondition {
        @Override
        public String name() {
            return "SQL_BEFORE_GTIDS";
        }

        @Override
        public Optional<String> before(BinlogEvent event, GtidSet executedGtids) {
            return event instanceof GtidLog log && gtids.contains(log.gtid())
                    ? Optional.of("it reached UNTIL SQL_BEFORE_GTIDS " + gtids)
                    : Optional.empty();
        }
    }

    /**
     * MariaDB's {@code master_gtid_pos}: the source ends the stream there and says so in a list of GTIDs, which ends both
     * threads (Gtid_list_log_event::FLAG_UNTIL_REACHED, MariaDB 10).
     */
    record DomainPosition(MariaDbGtidPosition gtids) implements UntilCondition {
        @Override
        public String name() {
            return "Gtid";
        }

        @Override
        public Optional<String> before(BinlogEvent event, GtidSet executedGtids) {
            return event instanceof GtidList list && list.untilReached()
                    ? Optional.of("it reached its UNTIL master_gtid_pos " + MariaDbGtidPosition.of(list.gtids()))
                    : Optional.empty();
        }
    }

    /** {@code SQL_AFTER_GTIDS}: when all of the set are executed. */
    record AfterGtids(GtidSet gtids) implements UntilCondition {
        @Override
        public String name() {
            return "SQL_AFTER_GTIDS";
        }

        @Override
        public Optional<String> betweenGroups(BinlogPosition relay, BinlogPosition executed, GtidSet executedGtids) {
            return executedGtids.contains(gtids)
                    ? Optional.of("it reached UNTIL SQL_AFTER_GTIDS " + gtids)
                    : Optional.empty();
        }
    }
}
