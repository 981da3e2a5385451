package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;

/**
 * Commits one transaction at a time: MySQL 5.0 to 5.5, where the engine holds {@code prepare_commit_mutex} from prepare to
 * commit so that both logs have one order (bug #13669, "Group commit is broken"; semisync.md F.2). Each transaction pays its
 * own fsync. There is no hook between binlog and engine: semi-sync waits after the commit.
 */
final class SerialCommit extends GroupCommit {
    private final TracedLock prepareCommit;

    SerialCommit(World world, ServerProfile profile, TracedLock lockLog, BinlogOutput log, CommitHooks hooks,
            CommitSettings settings) {
        super(world, profile, lockLog, log, hooks, settings);
        this.prepareCommit = world.lock("prepare_commit_mutex");
    }

    @Override
    public void commit(Commit own) {
        boolean full;
        prepareCommit.lock("innobase_xa_prepare");
        try {
            full = write(own);
            BinlogPosition end = lastEnd(own);
            store(own, end != null && hooks.afterSync(end));
            noteStored(own);
        } finally {
            prepareCommit.unlock();
        }
        afterCommit(own);
        if (full) {
            rotateIfFull();
        }
    }

    private boolean write(Commit own) {
        lockLog.lock("log_xid");
        try {
            FlushResult flushed = flushBatch(own);
            BinlogPosition end = flushed.end();
            if (end != null) {
                hooks.afterFlush(end);
                if (publishesBeforeSync()) {
                    log.publish(end);
                }
                syncBatch(own);
                if (!publishesBeforeSync()) {
                    log.publish(end);
                }
            }
            return flushed.full();
        } finally {
            lockLog.unlock();
        }
    }
}
