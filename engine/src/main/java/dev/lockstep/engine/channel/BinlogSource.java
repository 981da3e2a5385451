package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.source.AckReceiver;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What a {@link BinlogSender} needs of the server that it is part of. Any thread may call. */
public interface BinlogSource {
    /** The node's world. */
    World world();

    /** The node's profile. */
    ServerProfile profile();

    /** The node's error log. */
    ServerLog log();

    /** {@code server_id}. */
    long serverId();

    /** The binlog. */
    BinlogDirectory binlog();

    /** Up to where dump threads may read; taken under {@code LOCK_binlog_end_pos}. */
    BinlogPosition publishedEnd();

    /**
     * Waits until the published end is not {@code seen} any more ({@code LOCK_binlog_end_pos}, {@code update_cond}), the time
     * is up, or {@code ended} says so, which is asked at the beginning and after {@link #wakeDumpThreads()}.
     *
     * @return the published end
     */
    BinlogPosition awaitPublished(BinlogPosition seen, long timeoutNanos, BooleanSupplier ended);

    /** Whether the code of semi-sync is there: without it a replica may have asked for it, and nobody looks. */
    default boolean hasSemiSync() {
        return true;
    }

    /** Changes when the binlog begins anew, so that the names and offsets of before mean other files. */
    default String binlogLife() {
        return "";
    }

    /** Wakes the dump threads that wait, so that they look whether they are to end. */
    void wakeDumpThreads();

    /** MariaDB: {@code gtid_binlog_state}. */
    default List<MariaDbGtid> loggedGtids() {
        return List.of();
    }

    /** Semi-sync, whether enabled or not. */
    SemiSyncSource semiSync();

    /** The reader of ACKs, whether running or not. */
    AckReceiver ackReceiver();

    /** {@code master_verify_checksum}: whether a dump computes the CRCs of what it reads. */
    default boolean verifiesChecksums() {
        return false;
    }

    /** {@code net_read_timeout}: how long a dump thread that reads ACKs itself waits for one. */
    long netReadTimeoutSeconds();
}
