package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.AckWait;
import dev.lockstep.engine.profile.QuitHandling;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.source.ReceiverThread.Replica;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.wire.SemiSyncReply;
import dev.lockstep.engine.world.Poller;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The set of connections that an ACK receiver polls and reads: counterpart of {@code Poll_socket_listener}
 * (semisync_master_socket_listener.h, MySQL 5.7). Holds no lock of its own; the receiver's thread uses it alone.
 *
 * <p>A connection that cannot be read any more is left out of the poll until the set is built again. One poll that finds
 * something is followed by one packet from each connection that is ready.
 */
final class AckSockets implements AutoCloseable {
    /** Of glibc; select(2) has no bits for higher descriptors. */
    private static final int FD_SETSIZE = 1024;

    private final World world;
    private final SemiSyncSource source;
    private final Poller poller;
    private final List<Replica> watched = new ArrayList<>();
    /** Replaced by another list when it changes: a poller is quick with one that it has seen before. */
    private List<Transport> transports = List.of();
    private final Map<Transport, Replica> byTransport = new HashMap<>();
    private final Map<Transport, AckPacketReader> readers = new HashMap<>();
    private final ServerProfile profile;
    private final ReceiverThread receiver;
    private final ServerLog log;
    private List<Transport> ready = List.of();

    /**
     * Watches nobody yet.
     *
     * @param receiver who is told of replicas that leave or are lost
     */
    AckSockets(World world, ServerProfile profile, SemiSyncSource source, ReceiverThread receiver) throws IOException {
        this.world = world;
        this.profile = profile;
        this.source = source;
        this.receiver = receiver;
        this.log = receiver.log;
        this.poller = world.network().poller();
    }

    /** Builds the set; false if it holds a connection that this version cannot wait for, which is logged. */
    boolean watch(List<Replica> replicas) {
        if (profile.ackWait() == AckWait.SELECT) {
            for (Replica replica : replicas) {
                int descriptor = source.settings().firstDescriptor() + replica.transport().descriptor();
                if (descriptor > FD_SETSIZE) {
                    log.error("Semisync slave socket fd is " + descriptor
                            + ". select() cannot handle if the socket fd is greater than " + FD_SETSIZE
                            + " (FD_SETSIZE).");
                    return false;
                }
            }
        }
        watched.clear();
        byTransport.clear();
        for (Replica replica : replicas) {
            watched.add(replica);
            byTransport.put(replica.transport(), replica);
        }
        transports = watched.stream().map(Replica::transport).toList();
        readers.keySet().retainAll(byTransport.keySet());
        return true;
    }

    int size() {
        return watched.size();
    }

    /** Waits until a connection can be read; false after that time, or when woken. */
    boolean poll(long timeoutNanos) {
        WorldThread thread = world.threads().current();
        thread.begin(Activity.POLLING);
        try {
            ready = poller.poll(transports, timeoutNanos);
        } finally {
            thread.end(Activity.POLLING);
        }
        return !ready.isEmpty();
    }

    /** Ends a poll that is going on, or the next one. Any thread. */
    void wake() {
        poller.wakeUp();
    }

    /** Those that the last poll found ready, in the order of the set. */
    List<Replica> ready() {
        return ready.stream().map(byTransport::get).filter(Objects::nonNull).toList();
    }

    /** Reads and handles one packet of a connection that the last poll found ready. */
    void read(Replica replica) {
        AckPacketReader reader = readers.computeIfAbsent(replica.transport(),
                _ -> new AckPacketReader(profile.splitAck()));
        switch (reader.read(replica.transport())) {
            case AckPacketReader.Packet packet -> handle(replica, packet.payload().bytes());
            case AckPacketReader.Unreadable.LOST -> {
                forget(replica);
                receiver.lost(replica);
            }
            case AckPacketReader.Unreadable.DAMAGED, AckPacketReader.Unreadable.INCOMPLETE -> {
                // the server drops the one without a word, and waits for the rest of the other
            }
        }
    }

    private void handle(Replica replica, byte[] packet) {
        boolean quits = profile.quitHandling() == QuitHandling.RECOGNISED
                && SemiSyncReply.decode(packet) instanceof SemiSyncReply.Refused refused && refused.quit();
        if (quits) {
            forget(replica);
            receiver.left(replica);
        } else {
            source.reportReplyPacket(replica.serverId(), packet, replica.current());
        }
    }

    private void forget(Replica replica) {
        transports = transports.stream().filter(transport -> transport != replica.transport()).toList();
        readers.remove(replica.transport());
    }

    @Override
    public void close() {
        poller.close();
    }
}
