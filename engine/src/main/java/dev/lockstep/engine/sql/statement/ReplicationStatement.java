package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CHANGE MASTER, START SLAVE and the like. An empty channel means: none was named. */
public sealed interface ReplicationStatement extends Statement {

    /** A channel's threads. */
    enum ChannelThread {
        /** IO_THREAD. */
        RECEIVER,
        /** SQL_THREAD. */
        APPLIER;

        /** Both. */
        public static final Set<ChannelThread> BOTH = Set.copyOf(EnumSet.allOf(ChannelThread.class));
    }

    /**
     * CHANGE MASTER TO, CHANGE REPLICATION SOURCE TO.
     *
     * @param options in the order written; names in upper case and in the words of MASTER (MASTER_HOST for SOURCE_HOST);
     *        values as text, numbers as digits, lists as text between parentheses
     */
    record ChangeMaster(Map<String, String> options, Optional<String> channel) implements ReplicationStatement {}

    /** START SLAVE. */
    record StartSlave(Set<ChannelThread> threads, Until until, Optional<String> channel)
            implements
                ReplicationStatement {}

    /** STOP SLAVE. */
    record StopSlave(Set<ChannelThread> threads, Optional<String> channel) implements ReplicationStatement {}

    /** START ALL SLAVES (MariaDB). */
    record StartAllSlaves(Set<ChannelThread> threads) implements ReplicationStatement {}

    /** STOP ALL SLAVES (MariaDB). */
    record StopAllSlaves(Set<ChannelThread> threads) implements ReplicationStatement {}

    /** RESET SLAVE. */
    record ResetSlave(Extent extent, Optional<String> channel) implements ReplicationStatement {}

    /** What RESET SLAVE forgets. */
    enum Extent {
        /** Positions and relay logs. */
        POSITIONS,
        /** ALL: the source's address too. */
        ALL
    }

    /** RESET MASTER, RESET BINARY LOGS AND GTIDS. */
    record ResetMaster() implements ReplicationStatement {}

    /** Where START SLAVE ends by itself. */
    sealed interface Until {
        /** Nowhere. */
        record Never() implements Until {}

        /** MASTER_LOG_FILE and MASTER_LOG_POS. */
        record SourcePosition(BinlogPosition position) implements Until {}

        /** RELAY_LOG_FILE and RELAY_LOG_POS. */
        record RelayPosition(BinlogPosition position) implements Until {}

        /** SQL_AFTER_GTIDS, MASTER_GTID_POS. */
        record AfterGtids(String gtids) implements Until {}

        /** SQL_BEFORE_GTIDS. */
        record BeforeGtids(String gtids) implements Until {}
    }
}
