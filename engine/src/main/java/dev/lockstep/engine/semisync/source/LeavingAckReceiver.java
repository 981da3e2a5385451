package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.util.HashSet;
import java.util.Set;

/**
 * The receiver of MySQL 8.0 (semisync.md D.4): as that of 5.7.23 it polls and reads with the mutex free, and a dump thread
 * that leaves says so and waits until the receiver has built its set of connections again without it. That takes as long as
 * the current poll, a second at most; in return nobody reads a connection that is gone.
 */
final class LeavingAckReceiver extends CopyAckReceiver {
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
    boolean leaves(Replica replica) {
        return leaving.contains(replica.dumpThread());
    }

    @Override
    void copied() {
        rebuilt++;
        condition.signalAll();
    }
}
