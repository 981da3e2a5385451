package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The receiver of MySQL 8.0 (semisync.md D.4): as that of 5.7.23 it polls and reads with the mutex free, and a dump thread
 * that leaves says so and waits until the receiver has built its set of connections again without it. That takes as long as
 * the current poll, a second at most; in return nobody reads a connection that is gone.
 */
final class LeavingAckReceiver extends ReceiverThread {
    /** Dump threads that want to leave. Changed with the mutex held; read without it while ACKs are read. */
    private volatile Set<Integer> leaving = Set.of();
    private long rebuilt;

    LeavingAckReceiver(World world, ServerProfile profile, SemiSyncSource source, ServerLog log) {
        super(world, profile, source, log);
    }

    @Override
    void remove(int dumpThread) {
        if (replicas.stream().noneMatch(replica -> replica.dumpThread() == dumpThread)) {
            return;
        }
        Set<Integer> more = new HashSet<>(leaving);
        more.add(dumpThread);
        leaving = Set.copyOf(more);
        replicasChanged = true;
        condition.signalAll();
        long seen = rebuilt;
        while (status == Status.UP && rebuilt == seen) {
            condition.await();
        }
        super.remove(dumpThread);
        Set<Integer> fewer = new HashSet<>(leaving);
        fewer.remove(dumpThread);
        leaving = Set.copyOf(fewer);
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

    /** Brings the set up to date and tells those that leave; false, with the mutex held, when the thread is to end. */
    private boolean refresh(AckSockets sockets) {
        while (true) {
            mutex.lock("run");
            if (status == Status.STOPPING) {
                return false;
            }
            world.threads().current().stage(STAGE_WAITING);
            boolean nobody = false;
            if (replicasChanged) {
                List<Replica> staying = replicas.stream().filter(replica -> !leaving.contains(replica.dumpThread()))
                        .toList();
                sockets.watch(staying);
                replicasChanged = false;
                rebuilt++;
                condition.signalAll();
                nobody = staying.isEmpty();
            } else {
                nobody = sockets.size() == 0;
            }
            if (nobody) {
                awaitReplica();
            }
            mutex.unlock();
            if (!nobody) {
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
            if (!leaving.contains(sockets.watched(i).dumpThread())) {
                sockets.read(i);
            }
        }
        thread.end(Activity.READING_ACKS);
    }
}
