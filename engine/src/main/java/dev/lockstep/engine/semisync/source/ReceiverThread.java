package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads the ACKs of all replicas: counterpart of {@code Ack_receiver} (semisync_master_ack_receiver.cc,
 * MySQL 5.7). The list of replicas is guarded by {@code Ack_receiver::m_mutex}; what else the thread does while it holds
 * that mutex is the difference between the versions, and all of it is in {@link #run()}.
 *
 * <pre>
 * DOWN -> UP         start
 * UP -> STOPPING     stop
 * STOPPING -> DOWN   the thread has seen it
 * </pre>
 */
abstract sealed class ReceiverThread implements AckReceiver
        permits LockedPollAckReceiver, CopyAckReceiver, PipeAckReceiver {
    static final long POLL_NANOS = 1_000_000_000L;
    static final long NAP_NANOS = 1_000;
    static final String STAGE_WAITING = "Waiting for semi-sync ACK from slave";
    static final String STAGE_NO_REPLICA = "Waiting for semi-sync slave connection";
    static final String STAGE_READING = "Reading semi-sync ACK from slave";

    /** Where the thread is. */
    enum Status {
        DOWN, UP, STOPPING
    }

    /** One replica: the connection of its dump thread, which the receiver reads and never closes. */
    record Replica(int dumpThread, long serverId, Transport transport, BooleanSupplier current) {}

    final World world;
    final ServerProfile profile;
    final SemiSyncSource source;
    final ServerLog log;
    final TracedLock mutex;
    final TracedCondition condition;
    final List<Replica> replicas = new ArrayList<>();
    boolean replicasChanged;
    /** Read without the mutex by {@link #start} and {@link #stop}, as in the server. */
    volatile Status status = Status.DOWN;
    private @Nullable WorldThread thread;

    ReceiverThread(World world, ServerProfile profile, SemiSyncSource source, ServerLog log) {
        this.world = world;
        this.profile = profile;
        this.source = source;
        this.log = log;
        this.mutex = world.lock("Ack_receiver::m_mutex");
        this.condition = mutex.condition("m_cond");
    }

    @Override
    public final void start() {
        if (status == Status.DOWN) {
            status = Status.UP;
            thread = world.threads().start("Ack_receiver", this::run);
        }
    }

    @Override
    public final void stop() {
        if (status != Status.UP) {
            return;
        }
        mutex.lock("stop");
        try {
            status = Status.STOPPING;
            wake();
            condition.signalAll();
            while (status == Status.STOPPING) {
                condition.await();
            }
        } finally {
            mutex.unlock();
        }
        WorldThread ended = thread;
        if (ended != null) {
            ended.join(Transport.FOREVER);
        }
    }

    @Override
    public final boolean running() {
        return status != Status.DOWN;
    }

    @Override
    public final void addReplica(long serverId, Transport transport, BooleanSupplier current) {
        Replica replica = new Replica(world.threads().current().id(), serverId, transport, current);
        mutex.lock("add_slave");
        try {
            replicas.add(replica);
            replicasChanged = true;
            condition.signalAll();
        } finally {
            mutex.unlock();
        }
        wake();
    }

    @Override
    public final void removeReplica() {
        int dumpThread = world.threads().current().id();
        mutex.lock("remove_slave");
        try {
            remove(dumpThread);
        } finally {
            mutex.unlock();
        }
    }

    /** Takes the replica of that dump thread off the list, the mutex held; may wait for the receiver. */
    void remove(int dumpThread) {
        replicasChanged |= replicas.removeIf(replica -> replica.dumpThread() == dumpThread);
    }

    /** Ends a poll that is going on, in versions that can. */
    void wake() {
        // most poll for a second at most
    }

    /** What the receiver does when a replica has said that it leaves; its thread only. */
    void left(Replica replica) {
        log.note("slave IO thread has stopped (server_id: " + replica.serverId() + ")");
    }

    /** The thread's life. */
    private void run() {
        log.note("Starting ack receiver thread");
        mutex.lock("run");
        replicasChanged = true;
        mutex.unlock();
        try (AckSockets sockets = new AckSockets(world, profile, source, this)) {
            serve(sockets);
        } catch (IOException e) {
            log.error("Failed to wait on semi-sync dump sockets, error: " + e.getMessage());
            mutex.lock("run");
        }
        log.note("Stopping ack receiver thread");
        status = Status.DOWN;
        ended();
        condition.signalAll();
        mutex.unlock();
    }

    /** Polls and reads until the thread is to stop; returns with the mutex held. */
    abstract void serve(AckSockets sockets);

    /** The thread is down; the mutex is held. */
    void ended() {
        // most have nobody else to tell
    }

    /** Reads one packet of each connection that is ready, but of those that are left out. */
    final void readAcks(AckSockets sockets) {
        WorldThread current = world.threads().current();
        current.stage(STAGE_READING);
        current.begin(Activity.READING_ACKS);
        for (Replica replica : sockets.ready()) {
            if (status == Status.UP && !leaves(replica)) {
                sockets.read(replica);
            }
        }
        current.end(Activity.READING_ACKS);
    }

    /** Whether nothing of a replica that is still watched is to be read any more. */
    boolean leaves(Replica replica) {
        return false;
    }

    /** Waits for a first replica; the mutex is held, and given up meanwhile. */
    final void awaitReplica() {
        world.threads().current().stage(STAGE_NO_REPLICA);
        condition.await();
    }

    /** What the receiver does when a connection cannot be read any more; its thread only. */
    void lost(Replica replica) {
        // the dump thread finds out by itself, and takes it off the list
    }

    /** One microsecond, so that other threads can get the mutex. */
    final void nap() {
        world.threads().sleep(NAP_NANOS);
    }
}
