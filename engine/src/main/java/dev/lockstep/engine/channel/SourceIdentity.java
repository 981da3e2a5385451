package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import java.util.Optional;

/**
 * What a receiver learnt of its source before the dump.
 *
 * @param serverId {@code @@server_id}
 * @param uuid {@code @@server_uuid}, empty if the source has none
 * @param clockDifferenceSeconds own clock less the source's
 * @param checksum of the first made-up rotate
 * @param gtids where the position to begin at is in terms of MariaDB's GTIDs, if the source says so
 */
record SourceIdentity(long serverId, String uuid, long clockDifferenceSeconds, Checksum checksum,
        Optional<MariaDbGtidPosition> gtids) {}
