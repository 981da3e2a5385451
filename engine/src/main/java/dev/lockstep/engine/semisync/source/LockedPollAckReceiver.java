package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;

/**
 * The receiver of MySQL 5.7.0 to 5.7.22, bug #89370 (semisync.md D.2). It keeps the mutex while it polls and while it reads
 * and handles ACKs, and gives it up for no longer than it takes to ask for it again; only a poll that finds nothing within
 * a second is followed by a nap. So under a steady stream of ACKs a thread that waits for the mutex does not get it.
 */
final class LockedPollAckReceiver extends ReceiverThread {
    LockedPollAckReceiver(World world, ServerProfile profile, SemiSyncSource source, ServerLog log) {
        super(world, profile, source, log);
    }

    @Override
    void serve(AckSockets sockets) {
        while (round(sockets)) {
            // until stopped
        }
    }

    /** One iteration; false, with the mutex held, when the thread is to end. */
    private boolean round(AckSockets sockets) {
        mutex.lock("run");
        if (status == Status.STOPPING) {
            return false;
        }
        world.threads().current().stage(STAGE_WAITING);
        if (replicasChanged) {
            if (replicas.isEmpty()) {
                awaitReplica();
                mutex.unlock();
                return true;
            }
            if (!sockets.watch(replicas)) {
                return false;
            }
            replicasChanged = false;
        }
        if (!sockets.poll(POLL_NANOS)) {
            mutex.unlock();
            nap();
            return true;
        }
        readAcks(sockets);
        mutex.unlock();
        return true;
    }
}
