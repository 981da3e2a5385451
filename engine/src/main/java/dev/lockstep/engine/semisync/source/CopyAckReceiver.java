package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;

/**
 * The receiver of MySQL 5.7.23 and later (semisync.md D.3): it copies the list of replicas when that has changed, gives the
 * mutex up, and polls and reads without it. A replica that was added meanwhile is noticed after the current poll; one that
 * was removed may still be read from the copy until then.
 */
final class CopyAckReceiver extends ReceiverThread {
    CopyAckReceiver(World world, ServerProfile profile, SemiSyncSource source, ServerLog log) {
        super(world, profile, source, log);
    }

    @Override
    void run() {
        begin();
        try (AckSockets sockets = new AckSockets(world, profile, source, this)) {
            while (refresh(sockets)) {
                round(sockets);
            }
        } catch (IOException e) {
            log.error("Failed to wait on semi-sync dump sockets, error: " + e.getMessage());
            mutex.lock("run");
        }
        end();
    }

    /** Brings the copy up to date; false, with the mutex held, when the thread is to end. */
    private boolean refresh(AckSockets sockets) {
        while (true) {
            mutex.lock("run");
            if (status == Status.STOPPING) {
                return false;
            }
            world.threads().current().stage(STAGE_WAITING);
            boolean wait = replicasChanged && replicas.isEmpty();
            if (wait) {
                awaitReplica();
            } else if (replicasChanged) {
                sockets.watch(replicas);
                replicasChanged = false;
            }
            mutex.unlock();
            if (!wait) {
                return true;
            }
        }
    }

    private void round(AckSockets sockets) {
        WorldThread thread = world.threads().current();
        if (!sockets.poll(POLL_NANOS)) {
            nap();
            return;
        }
        thread.stage(STAGE_READING);
        thread.begin(Activity.READING_ACKS);
        for (int i = 0; i < sockets.size() && status == Status.UP; i++) {
            sockets.read(i);
        }
        thread.end(Activity.READING_ACKS);
    }
}
