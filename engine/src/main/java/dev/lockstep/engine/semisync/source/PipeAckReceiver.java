package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.AckReader;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of MariaDB 10.6.17, 10.11.7 and later (MDEV-32792; semisync.md D.5): it polls without a time limit and with
 * the mutex free, who adds a replica or stops it wakes it through a pipe, and it reads ACKs with the mutex held, one packet
 * of each connection a poll. A dump thread that leaves waits until the receiver has built its set again, but only with
 * {@link AckReader#RECEIVER_WOKEN} wakes it: usually its dying connection does.
 */
final class PipeAckReceiver extends ReceiverThread {
    private final TracedCondition reply;
    private volatile @Nullable AckSockets sockets;
    private long rebuilt;

    PipeAckReceiver(World world, ServerProfile profile, SemiSyncSource source, ServerLog log) {
        super(world, profile, source, log);
        this.reply = mutex.condition("m_cond_reply");
    }

    @Override
    void wake() {
        AckSockets polled = sockets;
        if (polled != null) {
            polled.wake();
        }
    }

    @Override
    void remove(int dumpThread) {
        super.remove(dumpThread);
        condition.signalAll();
        if (profile.ackReader() == AckReader.RECEIVER_WOKEN) {
            wake();
        }
        long seen = rebuilt;
        while (status != Status.DOWN && replicasChanged && rebuilt == seen) {
            reply.await();
        }
    }

    @Override
    void left(Replica replica) {
        super.left(replica);
        lost(replica);
    }

    @Override
    void lost(Replica replica) {
        replicas.remove(replica);
        replicasChanged = true;
    }

    @Override
    void serve(AckSockets polled) {
        sockets = polled;
        while (refresh(polled)) {
            polled.poll(Transport.FOREVER);
            mutex.lock("run");
            readAcks(polled);
            mutex.unlock();
        }
    }

    @Override
    void ended() {
        sockets = null;
        reply.signalAll();
    }

    /** Brings the set up to date; false, with the mutex held, when the thread is to end. */
    private boolean refresh(AckSockets polled) {
        mutex.lock("run");
        while (status != Status.STOPPING) {
            world.threads().current().stage(STAGE_WAITING);
            if (replicasChanged) {
                if (!polled.watch(replicas)) {
                    return false;
                }
                replicasChanged = false;
                rebuilt++;
                reply.signalAll();
            }
            if (!replicas.isEmpty()) {
                mutex.unlock();
                return true;
            }
            awaitReplica();
        }
        return false;
    }
}
