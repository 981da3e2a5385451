package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.DumpThreads;
import dev.lockstep.engine.link.ServerHandshake;
import dev.lockstep.engine.node.commit.Commits;
import dev.lockstep.engine.node.commit.GlobalReadLock;
import dev.lockstep.engine.node.commit.RowEvents;
import dev.lockstep.engine.node.replica.Channels;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.Shutdown;
import dev.lockstep.engine.semisync.replica.SemiSyncReplica;
import dev.lockstep.engine.semisync.source.AckReceiver;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The parts of one running server that its sessions work with. Immutable; the parts are thread-safe.
 *
 * @param world the node's world
 * @param profile which server version it behaves as
 * @param serverId {@code server_id}
 * @param variables global variables
 * @param lockVariables {@code LOCK_global_system_variables}
 * @param store tables
 * @param log error log
 * @param handshake logs clients in
 * @param processes all connections
 * @param counters counters of SHOW STATUS
 * @param commits binlog and group commit
 * @param rowEvents makes events of transactions
 * @param globalReadLock FLUSH TABLES WITH READ LOCK
 * @param semiSync semi-sync on a source
 * @param ackReceiver reader of ACKs
 * @param semiSyncReplica semi-sync on a replica
 * @param replication channels
 * @param dumpThreads dump threads by replica
 * @param channelProcesses threads of channels in the process list
 * @param registrations replicas that registered
 * @param plugins plugins that are loaded
 * @param startedNanos when the server started, on the world's clock
 * @param shutdown asks the server to end; returns at once
 */
public record Server(World world, ServerProfile profile, long serverId, SystemVariables variables,
        TracedLock lockVariables, TableStore store,
        ServerLog log, ServerHandshake handshake, ProcessList processes, StatusCounters counters, Commits commits,
        RowEvents rowEvents, GlobalReadLock globalReadLock, SemiSyncSource semiSync, AckReceiver ackReceiver,
        SemiSyncReplica semiSyncReplica, Channels replication, DumpThreads dumpThreads, Registrations registrations,
        ChannelProcesses channelProcesses, Plugins plugins,
        long startedNanos, Consumer<Shutdown> shutdown) {

    /** Whose words statements are in. */
    ServerVersion version() {
        return ServerVersion.of(profile.version(), switch (profile.dialect()) {
            case MYSQL -> ServerVersion.Family.MYSQL;
            case MARIADB -> ServerVersion.Family.MARIADB;
        });
    }

    /** Whether it is MariaDB. */
    boolean mariaDb() {
        return profile.dialect() == ServerProfile.Dialect.MARIADB;
    }

    Duration lockWait() {
        return Duration.ofSeconds(variables.number("innodb_lock_wait_timeout"));
    }

    /** Sessions, dump threads and threads of channels. */
    List<ServerProcess> allProcesses() {
        List<ServerProcess> all = new ArrayList<>(processes.all());
        all.addAll(channelProcesses.list(replication.statuses()));
        return all;
    }

    long uptimeSeconds() {
        return (world.clock().nanos() - startedNanos) / 1_000_000_000L;
    }
}
