package dev.lockstep.engine.profile;

import dev.lockstep.engine.binlog.Checksum;

/**
 * The switches that make a node behave as a certain server version did. A record of values: adding a version means adding
 * a constant to {@link Profiles}, not touching the code that asks.
 *
 * @param name as topology files and {@code --profile} write it, such as {@code mysql-5.7.22}
 * @param dialect which words and formats the node speaks
 * @param version what {@code VERSION()} answers
 * @param ackReader who reads ACKs, and what it holds meanwhile (semisync.md D)
 * @param waitCondition what committing sessions sleep on (semisync.md C.4)
 * @param waitPoint default of {@code rpl_semi_sync_master_wait_point}
 * @param minAck which slot the ACK container reports (semisync.md C.6)
 * @param replicaState who shares the replica's semi-sync state (semisync.md E)
 * @param semiSyncCode whether semi-sync has to be installed first
 * @param packetLength whether a receiver compares an event's declared length with its packet's
 * @param binlogChecksum default of {@code binlog_checksum}
 * @param dumpIdentity whose dump thread a new one takes for a leftover
 * @param summary one sentence for people: what this version does that others do not
 */
public record ServerProfile(String name, Dialect dialect, String version, AckReader ackReader,
        WaitCondition waitCondition,
        WaitPoint waitPoint, MinAck minAck, ReplicaState replicaState, SemiSyncCode semiSyncCode,
        PacketLength packetLength,
        Checksum binlogChecksum, DumpIdentity dumpIdentity, String summary) {

    /** Whether a first start makes certificates, so that TLS is there without asking: MySQL 5.7, MariaDB 11.4. */
    public boolean makesCertificates() {
        String[] numbers = version.split("[.-]", 3);
        int release = Integer.parseInt(numbers[0]) * 100 + Integer.parseInt(numbers[1]);
        return release >= switch (dialect) {
            case MYSQL -> 507;
            case MARIADB -> 1104;
        };
    }

    /** What stands for a real server: it has that name and version, and only its dialect is asked. */
    ServerProfile real(String realName, String realVersion) {
        return new ServerProfile(realName, dialect, realVersion, ackReader, waitCondition, waitPoint, minAck, replicaState,
                semiSyncCode, packetLength, binlogChecksum, dumpIdentity, "A real server.");
    }

    /** Family of servers. */
    public enum Dialect {
        MYSQL, MARIADB
    }

    /** Who reads the ACKs of replicas. */
    public enum AckReader {
        /** Each dump thread reads the ACK of what it has just sent: MySQL 5.5 and 5.6, MariaDB up to 10.2 (semisync.md D.1). */
        DUMP_THREAD,
        /** A receiver thread that keeps its mutex during poll and reading: MySQL 5.7.0 to 5.7.22 (semisync.md D.2). */
        RECEIVER_LOCKED_POLL,
        /** A receiver thread that works on a copy of the list, mutex free: MySQL 5.7.23 and later (semisync.md D.3). */
        RECEIVER_COPY
    }

    /** What waiting sessions sleep on. */
    public enum WaitCondition {
        /** One condition for all: MySQL 5.5, MariaDB up to 10.6.17 and 10.11.7. */
        ONE_FOR_ALL,
        /** One condition for each node of the list of active transactions: MySQL 5.6 and later. */
        PER_NODE
    }

    /** Where a commit waits for ACKs. */
    public enum WaitPoint {
        /** After the binlog is durable, before the engine commits. */
        AFTER_SYNC,
        /** After the engine has committed, before the client is told. */
        AFTER_COMMIT
    }

    /** Which stored ACK the container takes as the smallest. */
    public enum MinAck {
        /** The last smaller slot that the search sees, as in MySQL (mysql-server pull request 509). */
        LAST_SMALLER,
        /** The smallest. */
        SMALLEST
    }

    /** Who shares the replica's semi-sync state. */
    public enum ReplicaState {
        /** The whole process: MySQL up to 8.0, MariaDB up to 10.6.16 and 10.11.6 (semisync.md E.2). */
        PROCESS_WIDE,
        /**
         * Whether to strip the header is known to the whole process, whether to reply to each connection: MariaDB 10.6.17,
         * 10.11.7 to 11.8 (semisync.md E.1, E.7).
         */
        SHARED_STRIP,
        /** Each channel has its own: MDEV-32947. */
        PER_CHANNEL
    }

    /** Whether a receiver thread compares the length that an event declares with that of its packet. */
    public enum PacketLength {
        /** It takes the packet's. */
        TRUSTED,
        /** It refuses an event that differs: seen of MariaDB 10.11.19 (real-servers.md). */
        CHECKED
    }

    /** Which older dump thread a new one ends, as left over by a lost connection. */
    public enum DumpIdentity {
        /** Any of the same replica, so that a replica can follow one source on one channel only: all released servers. */
        REPLICA,
        /** That of the same replica and the same channel. */
        CHANNEL
    }

    /** Where the semi-sync code comes from. */
    public enum SemiSyncCode {
        /** Two plugins, which INSTALL loads; without them their variables do not exist. */
        PLUGINS,
        /** Part of the server: MariaDB 10.3 and later. */
        BUILT_IN,
        /** Part of the server, and INSTALL and UNINSTALL of the former plugins are taken all the same. */
        BUILT_IN_TAKING_INSTALL
    }
}
