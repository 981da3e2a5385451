package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.node.commit.StageManager.Stage;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;

/**
 * Commits in two stages, each led by one thread for all that has gathered meanwhile. No server's form: MySQL's free
 * {@code LOCK_log} while a group waits for its ACK, and MariaDB's one leader from the first write to the fsync, so that
 * nobody writes alone, each group is one piece for replicas to acknowledge, and a follower is woken once, for itself.
 *
 * <pre>
 * stage   mutex        the leader does for all of the batch             hook
 * FLUSH   LOCK_log     writes the events, fsync                         after_flush, once, before publishing
 * COMMIT  LOCK_commit  commits in the store, in binlog order            after_sync, once, LOCK_commit held
 * -       none         -                                                after_commit, once per transaction
 * </pre>
 */
final class GatheredCommit extends GroupCommit {
    private final Followers followers;
    private final StageManager stages;
    private final TracedLock lockCommit;

    GatheredCommit(World world, ServerProfile profile, TracedLock lockLog, BinlogOutput log, CommitHooks hooks,
            CommitSettings settings) {
        super(world, profile, lockLog, log, hooks, settings);
        this.followers = new ConditionEach(world);
        this.stages = new StageManager(world, Stage.FLUSH, Stage.COMMIT);
        this.lockCommit = world.lock("LOCK_commit");
    }

    @Override
    public void commit(Commit own) {
        followers.enroll(own);
        boolean full = stagesDone(own);
        followers.leave(own);
        if (full) {
            rotateIfFull();
        }
    }

    /** Takes it through the stages, as a leader or asleep; whether the file is full now and the caller is to see to it. */
    private boolean stagesDone(Commit own) {
        if (!stages.changeStage(Stage.FLUSH, own, null, lockLog)) {
            followers.awaitDone(own);
            return false;
        }
        return lead(own);
    }

    private boolean lead(Commit own) {
        if (syncIsDue()) {
            stages.delay(Stage.FLUSH, settings.syncDelayMicros(), settings.syncNoDelayCount());
        }
        Commit batch = stages.fetch(Stage.FLUSH);
        FlushResult flushed = flushBatch(batch);
        if (publishesBeforeSync()) {
            publish(batch);
            syncBatch(batch);
        } else {
            syncBatch(batch);
            publish(batch);
        }
        if (stages.changeStage(Stage.COMMIT, batch, lockLog, lockCommit)) {
            commitBatch(stages.fetch(Stage.COMMIT), lockCommit, followers);
        } else {
            followers.awaitDone(own);
        }
        return flushed.full();
    }

    private void publish(Commit batch) {
        BinlogPosition end = lastEnd(batch);
        if (end != null) {
            hooks.afterFlush(end);
            log.publish(end);
        }
    }
}
