package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.semisync.source.ReceiverThread.Replica;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.Poller;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The set of connections that an ACK receiver polls and reads: counterpart of {@code Poll_socket_listener}
 * (semisync_master_socket_listener.h, MySQL 5.7). Holds no lock of its own; the receiver's thread uses it alone.
 *
 * <p>A connection that cannot be read any more is left out of the poll until the set is built again. One poll that finds
 * something is followed by one packet from each connection that is ready.
 */
final class AckSockets implements AutoCloseable {
    private final World world;
    private final SemiSyncSource source;
    private final Poller poller;
    private final List<Replica> watched = new ArrayList<>();
    private final List<Transport> transports = new ArrayList<>();
    private final AckPacketReader reader = new AckPacketReader();
    private List<Transport> ready = List.of();

    AckSockets(World world, SemiSyncSource source) throws IOException {
        this.world = world;
        this.source = source;
        this.poller = world.network().poller();
    }

    /** Builds the set. */
    void watch(List<Replica> replicas) {
        watched.clear();
        transports.clear();
        for (Replica replica : replicas) {
            watched.add(replica);
            transports.add(replica.transport());
        }
    }

    int size() {
        return watched.size();
    }

    /** Waits until a connection can be read; false after {@link ReceiverThread#POLL_NANOS}. */
    boolean poll() {
        WorldThread thread = world.threads().current();
        thread.begin(Activity.POLLING);
        try {
            ready = poller.poll(transports, ReceiverThread.POLL_NANOS);
        } finally {
            thread.end(Activity.POLLING);
        }
        return !ready.isEmpty();
    }

    /** Reads and handles one packet of the connection of that index, if the last poll found it ready. */
    void read(int index) {
        Replica replica = watched.get(index);
        if (!ready.contains(replica.transport())) {
            return;
        }
        switch (reader.read(replica.transport())) {
            case AckPacketReader.Packet packet ->
                source.reportReplyPacket(replica.serverId(), packet.payload().bytes());
            case AckPacketReader.Unreadable.LOST -> transports.remove(replica.transport());
            case AckPacketReader.Unreadable.DAMAGED -> { // the server drops it without a word
            }
        }
    }

    @Override
    public void close() {
        poller.close();
    }
}
