package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;

/**
 * How far a channel is: what receiver and applier write and {@code SHOW SLAVE STATUS} reads. Guarded by the server's
 * {@code Master_info::data_lock} and {@code Relay_log_info::data_lock}; any thread may call.
 */
final class ChannelProgress {
    /** The receiver's part; {@code domains} is MariaDB's {@code Gtid_IO_Pos}. */
    record Received(BinlogPosition read, long sourceServerId, String sourceUuid, long clockDifferenceSeconds,
            long heartbeats, GtidSet gtids, MariaDbGtidPosition domains) {
        Received at(BinlogPosition position) {
            return new Received(position, sourceServerId, sourceUuid, clockDifferenceSeconds, heartbeats, gtids,
                    domains);
        }

        Received with(SourceIdentity source) {
            return new Received(read, source.serverId(), source.uuid(), source.clockDifferenceSeconds(), heartbeats,
                    gtids, domains);
        }

        Received heartbeat() {
            return new Received(read, sourceServerId, sourceUuid, clockDifferenceSeconds, heartbeats + 1, gtids,
                    domains);
        }

        Received with(Gtid gtid) {
            return new Received(read, sourceServerId, sourceUuid, clockDifferenceSeconds, heartbeats, gtids.plus(gtid),
                    domains);
        }

        Received with(MariaDbGtid gtid) {
            return with(domains.plus(gtid));
        }

        Received with(MariaDbGtidPosition position) {
            return new Received(read, sourceServerId, sourceUuid, clockDifferenceSeconds, heartbeats, gtids, position);
        }
    }

    /** The applier's part; {@code lastEventSeconds} is the source's time of the last event, 0 if idle. */
    record Applied(BinlogPosition relay, BinlogPosition executed, long lastEventSeconds) {}

    /** A change of the receiver's part. */
    interface Change {
        Received apply(Received now);
    }

    private static final BinlogPosition NOWHERE = new BinlogPosition("", BinlogPosition.FIRST_OFFSET);

    private final World world;
    private final TracedLock receivedLock;
    private final TracedLock appliedLock;
    private volatile long lastHeartbeatMicros;
    private Received received = new Received(NOWHERE, 0, "", 0, 0, GtidSet.EMPTY,
            MariaDbGtidPosition.EMPTY);
    private Applied applied = new Applied(NOWHERE, NOWHERE, 0);

    ChannelProgress(World world) {
        this.world = world;
        receivedLock = world.lock("Master_info::data_lock");
        appliedLock = world.lock("Relay_log_info::data_lock");
    }

    Received received() {
        receivedLock.lock("show_slave_status");
        try {
            return received;
        } finally {
            receivedLock.unlock();
        }
    }

    void received(String site, Change change) {
        receivedLock.lock(site);
        try {
            long heartbeats = received.heartbeats();
            received = change.apply(received);
            if (received.heartbeats() > heartbeats) {
                lastHeartbeatMicros = world.clock().epochMicros();
            }
        } finally {
            receivedLock.unlock();
        }
    }

    /** When the last heartbeat came, 0 for never. */
    long lastHeartbeatMicros() {
        return lastHeartbeatMicros;
    }

    Applied applied() {
        appliedLock.lock("show_slave_status");
        try {
            return applied;
        } finally {
            appliedLock.unlock();
        }
    }

    void applied(String site, Applied now) {
        appliedLock.lock(site);
        try {
            applied = now;
        } finally {
            appliedLock.unlock();
        }
    }
}
