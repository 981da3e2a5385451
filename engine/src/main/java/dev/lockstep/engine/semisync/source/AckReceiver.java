package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.AckReader;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import java.util.function.BooleanSupplier;

/**
 * Who reads ACKs apart from the dump threads: one thread for all replicas, or nobody in versions whose dump threads read
 * them themselves ({@link AckReader}). Any thread may call; {@link #start} and {@link #stop} callers take turns.
 */
public sealed interface AckReceiver permits ReceiverThread, NoAckReceiver {
    /** The receiver of that version. */
    static AckReceiver of(World world, ServerProfile profile, SemiSyncSource source, ServerLog log) {
        return switch (profile.ackReader()) {
            case DUMP_THREAD -> new NoAckReceiver();
            case RECEIVER_LOCKED_POLL -> new LockedPollAckReceiver(world, profile, source, log);
            case RECEIVER_COPY -> new CopyAckReceiver(world, profile, source, log);
            case RECEIVER_LEAVING -> new LeavingAckReceiver(world, profile, source, log);
            case RECEIVER_PIPE, RECEIVER_WOKEN -> new PipeAckReceiver(world, profile, source, log);
        };
    }

    /** Starts the thread if it is down. Callers take turns (the server's global variable lock). */
    void start();

    /** Stops the thread if it is up, and waits for it; needs the mutex to do so. */
    void stop();

    /** Whether the thread is there. */
    boolean running();

    /**
     * Adds the connection of the calling dump thread; its ACKs are read from now on. In the versions of bug #89370 this is
     * where a new dump thread starves.
     *
     * @param current whether the dump reads the binlog that there is, see {@link SemiSyncSource#handleAck}
     */
    void addReplica(long serverId, Transport transport, BooleanSupplier current);

    /** Removes the connection of the calling dump thread. */
    void removeReplica();
}
