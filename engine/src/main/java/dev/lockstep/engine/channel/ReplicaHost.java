package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.replica.SemiSyncReplica;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.util.Optional;

/** What a {@link ReplicationChannel} needs of the server that it is part of. Any thread may call. */
public interface ReplicaHost {
    /** The node's world. */
    World world();

    /** The node's profile. */
    ServerProfile profile();

    /** The node's error log. */
    ServerLog log();

    /** {@code server_id}. */
    long serverId();

    /** {@code server_uuid}. */
    String serverUuid();

    /** Live values of variables. */
    ReplicaSettings settings();

    /** One for the whole node. */
    SemiSyncReplica semiSync();

    /** Where the applier of that channel applies to; asked for once each time an applier thread starts. */
    Applier.Target target(String channel);

    /**
     * The position of the source that the table store keeps together with the rows: everything up to it is applied. Empty
     * if it keeps none for that channel; then {@code relay-log.info} counts.
     */
    Optional<BinlogPosition> appliedPosition(String channel);

    /**
     * Makes durable what the target has committed, before the relay log that holds it is deleted. A store whose commits are
     * durable at once has nothing to do. False if that did not succeed: then the relay log is to be kept.
     */
    default boolean forceApplied(String channel) {
        return true;
    }

    /** Events to pass over that were asked for without naming a channel: the applier that starts next takes them all. */
    default long takeSkipCounter() {
        return 0;
    }

    /** MariaDB: where a channel begins that asks by GTID. */
    default MariaDbGtidPosition domainPosition(GtidUse use) {
        return MariaDbGtidPosition.EMPTY;
    }

    /** MariaDB: who applies which domain, while {@code gtid_ignore_duplicates} is on. One for the whole node. */
    DomainOwners domainOwners();

    /** {@code gtid_executed}, for a channel with MASTER_AUTO_POSITION; empty if the node keeps none. */
    default GtidSet executedGtids() {
        return GtidSet.EMPTY;
    }
}
