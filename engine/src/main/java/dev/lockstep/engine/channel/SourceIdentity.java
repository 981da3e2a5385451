package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.Checksum;

/**
 * What a receiver learnt of its source before the dump.
 *
 * @param serverId {@code @@server_id}
 * @param uuid {@code @@server_uuid}, empty if the source has none
 * @param clockDifferenceSeconds own clock less the source's
 * @param checksum of the first made-up rotate
 */
record SourceIdentity(long serverId, String uuid, long clockDifferenceSeconds, Checksum checksum) {}
