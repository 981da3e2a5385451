package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.node.commit.StageManager.Stage;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;

/**
 * Commits in stages: counterpart of {@code MYSQL_BIN_LOG::ordered_commit} (binlog.cc, MySQL 5.7; semisync.md F.1) with
 * {@code binlog_order_commits} on.
 *
 * <pre>
 * stage   mutex        the leader does for all of the batch             hook
 * FLUSH   LOCK_log     writes the events, hands them to the system      after_flush, once, before publishing
 * SYNC    LOCK_sync    fsync, every sync_binlog groups                  -
 * COMMIT  LOCK_commit  commits in the store, in binlog order            after_sync, once, LOCK_commit held
 * -       none         -                                                after_commit, once per transaction
 * </pre>
 *
 * <p>A batch is appended to the next stage's queue while the previous mutex is still held, so the order of the binlog is the
 * order of commits, and nobody holds {@code LOCK_log} or {@code LOCK_sync} while it waits for {@code LOCK_commit}: while one
 * group waits for its ACK the next ones are flushed, made durable, and gather in the commit queue.
 */
final class StagedCommit extends GroupCommit {
    private final Followers followers;
    private final StageManager stages;
    private final TracedLock lockSync;
    private final TracedLock lockCommit;

    StagedCommit(World world, ServerProfile profile, TracedLock lockLog, BinlogOutput log, CommitHooks hooks,
            CommitSettings settings) {
        super(world, profile, lockLog, log, hooks, settings);
        this.followers = new OneCondition(world);
        this.stages = new StageManager(world, Stage.values());
        this.lockSync = world.lock("LOCK_sync");
        this.lockCommit = world.lock("LOCK_commit");
    }

    @Override
    public void commit(Commit own) {
        if (!stages.changeStage(Stage.FLUSH, own, null, lockLog)) {
            followers.awaitDone(own);
            return;
        }
        if (lead(own)) {
            rotateIfFull();
        }
    }

    private boolean lead(Commit own) {
        Commit batch = stages.fetch(Stage.FLUSH);
        FlushResult flushed = flushBatch(batch);
        BinlogPosition end = flushed.end();
        boolean published = publishesBeforeSync();
        if (end != null) {
            hooks.afterFlush(end);
            if (published) {
                log.publish(end);
            }
        }
        if (!stages.changeStage(Stage.SYNC, batch, lockLog, lockSync)) {
            followers.awaitDone(own);
            return flushed.full();
        }
        if (syncIsDue()) {
            stages.delay(Stage.SYNC, settings.syncDelayMicros(), settings.syncNoDelayCount());
        }
        batch = stages.fetch(Stage.SYNC);
        syncBatch(batch);
        end = lastEnd(batch);
        if (!published && end != null) {
            log.publish(end);
        }
        if (!stages.changeStage(Stage.COMMIT, batch, lockSync, lockCommit)) {
            followers.awaitDone(own);
            return flushed.full();
        }
        commitBatch(stages.fetch(Stage.COMMIT), lockCommit, followers);
        return flushed.full();
    }
}
