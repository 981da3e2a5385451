package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;

/**
 * The receiver of MySQL 5.7.23 and later (semisync.md D.3): it copies the list of replicas when that has changed, gives the
 * mutex up, and polls and reads without it. A replica that was added meanwhile is noticed after the current poll; one that
 * was removed may still be read from the copy until then.
 */
sealed class CopyAckReceiver extends ReceiverThread permits LeavingAckReceiver {
    CopyAckReceiver(World world, ServerProfile profile, SemiSyncSource source, ServerLog log) {
        super(world, profile, source, log);
    }

    @Override
    final void serve(AckSockets sockets) {
        while (refresh(sockets)) {
            if (sockets.poll(POLL_NANOS)) {
                readAcks(sockets);
            } else {
                nap();
            }
        }
    }

    /** Brings the copy up to date; false, with the mutex held, when the thread is to end. */
    private boolean refresh(AckSockets sockets) {
        while (true) {
            mutex.lock("run");
            if (status == Status.STOPPING) {
                return false;
            }
            world.threads().current().stage(STAGE_WAITING);
            if (replicasChanged) {
                if (!sockets.watch(replicas.stream().filter(replica -> !leaves(replica)).toList())) {
                    return false;
                }
                replicasChanged = false;
                copied();
            }
            boolean nobody = sockets.size() == 0;
            if (nobody) {
                awaitReplica();
            }
            mutex.unlock();
            if (!nobody) {
                return true;
            }
        }
    }

    /** The copy is new; the mutex is held. */
    void copied() {
        // nobody waits for it
    }
}
