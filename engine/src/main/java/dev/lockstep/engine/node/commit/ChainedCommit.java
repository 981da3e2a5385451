package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Commits in groups whose leader takes the next mutex before it gives up the last: counterpart of
 * {@code MYSQL_BIN_LOG::trx_group_commit_leader} (log.cc, MariaDB 11.8; semisync.md F.3).
 *
 * <pre>
 * LOCK_prepare_ordered     each committer queues; the first one leads
 * LOCK_log                 takes the queue, writes, fsync; reports each transaction; publishes
 * LOCK_after_binlog_sync   AFTER_SYNC: waits for each transaction, one after the other
 * LOCK_commit_ordered      commits in the store, in binlog order, and wakes each committer
 * none                     AFTER_COMMIT: each committer waits for itself
 * </pre>
 *
 * <p>So a group that waits for ACKs under AFTER_SYNC lets the next one write, but that one then waits for
 * {@code LOCK_after_binlog_sync} with {@code LOCK_log} held, and everything that needs the binlog stands still.
 *
 * <p>Known difference: the real leader rotates a full file before it waits for ACKs, this one after its group has committed.
 */
final class ChainedCommit extends GroupCommit {
    private final TracedLock lockPrepareOrdered;
    private final TracedLock lockAfterBinlogSync;
    private final TracedLock lockCommitOrdered;
    private final ConditionEach followers;
    private @Nullable Commit first;
    private @Nullable Commit last;

    ChainedCommit(World world, ServerProfile profile, TracedLock lockLog, BinlogOutput log, CommitHooks hooks,
            CommitSettings settings) {
        super(world, profile, lockLog, log, hooks, settings);
        this.lockPrepareOrdered = world.lock("LOCK_prepare_ordered");
        this.lockAfterBinlogSync = world.lock("LOCK_after_binlog_sync");
        this.lockCommitOrdered = world.lock("LOCK_commit_ordered");
        this.followers = new ConditionEach(world);
    }

    @Override
    public void commit(Commit own) {
        boolean full = false;
        followers.enroll(own);
        if (queue(own)) {
            full = lead();
        } else {
            followers.awaitDone(own);
        }
        followers.leave(own);
        afterCommit(own);
        if (full) {
            rotateIfFull();
        }
    }

    /** Whether the queue was empty, so that the caller leads. */
    private boolean queue(Commit own) {
        lockPrepareOrdered.lock("queue_for_group_commit");
        try {
            boolean leader = first == null;
            if (last == null) {
                first = own;
            } else {
                last.next = own;
            }
            last = own;
            return leader;
        } finally {
            lockPrepareOrdered.unlock();
        }
    }

    private Commit fetch() {
        lockPrepareOrdered.lock("trx_group_commit_leader");
        try {
            Commit batch = first;
            if (batch == null) {
                throw new IllegalStateException("the leader found its queue empty");
            }
            first = null;
            last = null;
            return batch;
        } finally {
            lockPrepareOrdered.unlock();
        }
    }

    private boolean lead() {
        lockLog.lock("trx_group_commit_leader");
        Commit batch = fetch();
        FlushResult flushed = flushBatch(batch);
        syncBatch(batch);
        BinlogPosition end = lastEnd(batch);
        if (end != null) {
            for (Commit commit = batch; commit != null; commit = commit.next) {
                BinlogPosition own = commit.end;
                if (own != null && commit.flushed()) {
                    hooks.afterFlush(own);
                }
            }
            log.publish(end);
        }
        lockAfterBinlogSync.lock("trx_group_commit_leader");
        lockLog.unlock();
        for (Commit commit = batch; commit != null; commit = commit.next) {
            BinlogPosition own = commit.end;
            if (own != null && commit.flushed()) {
                commit.acked = hooks.afterSync(own);
            }
        }
        lockCommitOrdered.lock("trx_group_commit_leader");
        lockAfterBinlogSync.unlock();
        try {
            Commit commit = batch;
            while (commit != null) {
                Commit next = commit.next;
                store(commit, false);
                noteStored(commit);
                followers.signal(commit);
                commit = next;
            }
        } finally {
            lockCommitOrdered.unlock();
        }
        return flushed.full();
    }
}
