package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.node.commit.StageManager.Stage;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Commits transactions in groups: counterpart of {@code MYSQL_BIN_LOG::ordered_commit} (binlog.cc, MySQL 5.7; semisync.md
 * F.1) with {@code binlog_order_commits} on.
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
 *
 * <p>Any thread may commit; it gets no further than its own {@link Commit}.
 */
public final class GroupCommit {
    private final World world;
    private final BinlogOutput log;
    private final CommitHooks hooks;
    private final CommitSettings settings;
    private final StageManager stages;
    private final LogicalClock clock = new LogicalClock();
    private final TracedLock lockLog;
    private final TracedLock lockSync;
    private final TracedLock lockCommit;
    private final FlushedNotCommitted inFlight;
    private long groupsSinceSync;

    /**
     * Over an open binlog.
     *
     * @param lockLog {@code LOCK_log}, which rotation and administration share with the flush stage
     */
    public GroupCommit(World world, TracedLock lockLog, BinlogOutput log, CommitHooks hooks, CommitSettings settings) {
        this.world = world;
        this.lockLog = lockLog;
        this.log = log;
        this.hooks = hooks;
        this.settings = settings;
        this.stages = new StageManager(world);
        this.lockSync = world.lock("LOCK_sync");
        this.lockCommit = world.lock("LOCK_commit");
        this.inFlight = new FlushedNotCommitted(world);
    }

    /** Logical timestamps; a session reads {@link LogicalClock#maxCommitted()} when it prepares. */
    public LogicalClock clock() {
        return clock;
    }

    /**
     * Takes one transaction through all stages; comes back when it is in the binlog and the store and, with semi-sync, the
     * wait for ACKs is over. What went wrong is in {@link Commit#failure()}.
     */
    public void commit(Commit own) {
        if (!stages.changeStage(Stage.FLUSH, own, null, lockLog)) {
            stages.awaitDone(own);
            return;
        }
        boolean rotate = lead(own);
        if (rotate) {
            rotateIfFull();
        }
    }

    /** Rotates as {@code FLUSH LOGS} does, once what was flushed before is committed. */
    public void rotate() throws IOException {
        lockLog.lock("rotate");
        try {
            rotateLocked();
        } finally {
            lockLog.unlock();
        }
    }

    /** Runs {@code action} while no transaction is between flush and commit, {@code LOCK_log} held (RESET MASTER). */
    public void exclusively(Action action) throws IOException {
        lockLog.lock("reset_logs");
        try {
            inFlight.awaitNone();
            action.run();
            clock.rotated();
        } finally {
            lockLog.unlock();
        }
    }

    /** Something that may fail to write. */
    public interface Action {
        /** Does it. */
        void run() throws IOException;
    }

    private boolean lead(Commit own) {
        Commit batch = stages.fetch(Stage.FLUSH);
        FlushResult flushed = flushBatch(batch);
        BinlogPosition end = flushed.end();
        boolean publishAfterSync = settings.syncBinlog() == 1;
        if (end != null) {
            hooks.afterFlush(end);
            if (!publishAfterSync) {
                log.publish(end);
            }
        }
        if (!stages.changeStage(Stage.SYNC, batch, lockLog, lockSync)) {
            stages.awaitDone(own);
            return flushed.full();
        }
        if (groupsSinceSync + 1 >= settings.syncBinlog()) {
            stages.delay(Stage.SYNC, settings.syncDelayMicros(), settings.syncNoDelayCount());
        }
        batch = stages.fetch(Stage.SYNC);
        syncBatch(batch, publishAfterSync);
        if (!stages.changeStage(Stage.COMMIT, batch, lockSync, lockCommit)) {
            stages.awaitDone(own);
            return flushed.full();
        }
        batch = stages.fetch(Stage.COMMIT);
        try {
            commitBatch(batch);
        } finally {
            lockCommit.unlock();
        }
        afterCommit(batch);
        stages.signalDone(batch);
        return flushed.full();
    }

    private record FlushResult(@Nullable BinlogPosition end, boolean full) {}

    private FlushResult flushBatch(Commit batch) {
        IOException broken = null;
        clock.batch(batch.next == null);
        for (Commit commit = batch; commit != null; commit = commit.next) {
            if (broken != null) {
                commit.failure = broken;
                continue;
            }
            try {
                commit.sequenceNumber = clock.step();
                BinlogPosition end = commit.work.flush(clock, commit.sequenceNumber);
                commit.end = end;
                inFlight.add();
                world.trace().emit(new TraceEvent.TransactionFlushed(world.clock().nanos(), world.node(),
                        commit.thread.id(), end));
            } catch (IOException e) {
                broken = e;
                commit.failure = e;
            } catch (RuntimeException e) {
                commit.failure = e;
            }
        }
        BinlogPosition end = lastEnd(batch);
        if (end == null) {
            return new FlushResult(null, false);
        }
        try {
            log.flush();
            return new FlushResult(end, log.full());
        } catch (IOException e) {
            failAll(batch, e);
            return new FlushResult(null, false);
        }
    }

    private void syncBatch(Commit batch, boolean publish) {
        BinlogPosition end = lastEnd(batch);
        if (end == null) {
            return;
        }
        long period = settings.syncBinlog();
        groupsSinceSync++;
        if (period > 0 && groupsSinceSync >= period) {
            groupsSinceSync = 0;
            WorldThread thread = world.threads().current();
            thread.begin(Activity.FSYNC);
            try {
                log.sync();
            } catch (IOException e) {
                failAll(batch, e);
                return;
            } finally {
                thread.end(Activity.FSYNC);
            }
            world.trace().emit(new TraceEvent.GroupSynced(world.clock().nanos(), world.node(), thread.id(), end,
                    count(batch)));
        }
        if (publish) {
            log.publish(end);
        }
    }

    private void commitBatch(Commit batch) {
        BinlogPosition end = lastEnd(batch);
        boolean acked = end != null && hooks.afterSync(end);
        WorldThread thread = world.threads().current();
        for (Commit commit = batch; commit != null; commit = commit.next) {
            BinlogPosition own = commit.end;
            if (own == null) {
                continue;
            }
            try {
                if (commit.failure == null) {
                    commit.acked = acked;
                    clock.committed(commit.sequenceNumber);
                    thread.begin(Activity.ENGINE);
                    try {
                        commit.work.commit(own);
                    } finally {
                        thread.end(Activity.ENGINE);
                    }
                }
            } catch (SqlError | RuntimeException e) {
                commit.failure = e;
            } finally {
                inFlight.remove();
            }
        }
    }

    private void afterCommit(Commit batch) {
        for (Commit commit = batch; commit != null; commit = commit.next) {
            BinlogPosition end = commit.end;
            if (end == null || commit.failure != null) {
                continue;
            }
            commit.acked |= hooks.afterCommit(end);
            world.trace().emit(new TraceEvent.TransactionCommitted(world.clock().nanos(), world.node(),
                    commit.thread.id(), end, commit.acked));
        }
    }

    private void rotateIfFull() {
        lockLog.lock("ordered_commit");
        try {
            if (log.full()) {
                rotateLocked();
            }
        } catch (IOException e) {
            log.failed(e);
        } finally {
            lockLog.unlock();
        }
    }

    private void rotateLocked() throws IOException {
        inFlight.awaitNone();
        log.rotate();
        clock.rotated();
    }

    private static void failAll(Commit batch, IOException failure) {
        for (Commit commit = batch; commit != null; commit = commit.next) {
            if (commit.failure == null) {
                commit.failure = failure;
            }
        }
    }

    private static @Nullable BinlogPosition lastEnd(Commit batch) {
        BinlogPosition end = null;
        for (Commit commit = batch; commit != null; commit = commit.next) {
            if (commit.flushed()) {
                end = commit.end;
            }
        }
        return end;
    }

    private static int count(Commit batch) {
        int count = 0;
        for (Commit commit = batch; commit != null; commit = commit.next) {
            count++;
        }
        return count;
    }
}
