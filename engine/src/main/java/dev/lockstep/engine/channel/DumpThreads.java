package dev.lockstep.engine.channel;

import dev.lockstep.engine.world.ServerLog;
import java.util.ArrayList;
import java.util.List;

/**
 * The dump threads of a server, to find zombies: a replica that connects again replaces its old dump thread
 * ({@code kill_zombie_dump_threads}, rpl_master.cc, MySQL 5.7). One for each server; any thread may call.
 */
public final class DumpThreads {
    /** A running dump thread. */
    private record Entry(BinlogSender sender, Replica replica, long connectionId) {}

    /** Who a dump thread serves; with the channel only where it counts. */
    record Replica(String uuid, long serverId, String channel) {
        private boolean same(Replica other) {
            boolean sameServer = uuid.isEmpty()
                    ? other.uuid.isEmpty() && other.serverId == serverId
                    : other.uuid.equals(uuid);
            return sameServer && serverId != 0 && channel.equals(other.channel);
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** Registers a dump thread and returns those of the same replica, oldest first; a server id of 0 is nobody. */
    synchronized List<BinlogSender> enter(BinlogSender sender, Replica replica, long connectionId, ServerLog log) {
        String uuid = replica.uuid();
        List<BinlogSender> zombies = new ArrayList<>();
        for (Entry entry : entries) {
            if (replica.same(entry.replica())) {
                zombies.add(entry.sender());
                log.note(uuid.isEmpty()
                        ? "While initializing dump thread for slave with server_id <" + replica.serverId()
                                + ">, found a zombie dump thread with the same server_id. Master is killing the zombie "
                                + "dump thread(" + entry.connectionId() + ")."
                        : "While initializing dump thread for slave with UUID <" + uuid
                                + ">, found a zombie dump thread with the same UUID. Master is killing the zombie dump "
                                + "thread(" + entry.connectionId() + ").");
            }
        }
        entries.add(new Entry(sender, replica, connectionId));
        return zombies;
    }

    synchronized boolean serves(BinlogSender sender) {
        return entries.stream().anyMatch(entry -> entry.sender() == sender);
    }

    synchronized void leave(BinlogSender sender) {
        entries.removeIf(entry -> entry.sender() == sender);
    }
}
