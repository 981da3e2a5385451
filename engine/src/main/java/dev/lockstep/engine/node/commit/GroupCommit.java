package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.profile.BinlogPublish;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Commits transactions: into the binlog, to disk, into the store, in one order. How many at a time, under which mutexes, and
 * by whom and when the semi-sync hooks are run is the {@link dev.lockstep.engine.profile.CommitForm} of the node's profile.
 *
 * <p>Any thread may commit; it gets no further than its own {@link Commit}.
 */
public abstract sealed class GroupCommit permits StagedCommit, GatheredCommit, ChainedCommit, SerialCommit {
    final World world;
    final BinlogOutput log;
    final CommitHooks hooks;
    final CommitSettings settings;
    final LogicalClock clock = new LogicalClock();
    final TracedLock lockLog;
    private final BinlogPublish publish;
    private final FlushedNotCommitted inFlight;
    private long groupsSinceSync;

    GroupCommit(World world, ServerProfile profile, TracedLock lockLog, BinlogOutput log, CommitHooks hooks,
            CommitSettings settings) {
        this.world = world;
        this.publish = profile.binlogPublish();
        this.lockLog = lockLog;
        this.log = log;
        this.hooks = hooks;
        this.settings = settings;
        this.inFlight = new FlushedNotCommitted(world);
    }

    /**
     * Over an open binlog.
     *
     * @param lockLog {@code LOCK_log}, which rotation and administration share with the writing of transactions
     */
    public static GroupCommit of(World world, ServerProfile profile, TracedLock lockLog, BinlogOutput log,
            CommitHooks hooks, CommitSettings settings) {
        return switch (profile.commitForm()) {
            case SERIAL -> new SerialCommit(world, profile, lockLog, log, hooks, settings);
            case STAGES -> new StagedCommit(world, profile, lockLog, log, hooks, settings);
            case GATHERED -> new GatheredCommit(world, profile, lockLog, log, hooks, settings);
            case CHAINED -> new ChainedCommit(world, profile, lockLog, log, hooks, settings);
        };
    }

    /** Logical timestamps; a session reads {@link LogicalClock#maxCommitted()} when it prepares. */
    public final LogicalClock clock() {
        return clock;
    }

    /**
     * Takes one transaction through; comes back when it is in the binlog and the store and, with semi-sync, the wait for
     * ACKs is over. What went wrong is in {@link Commit#failure()}.
     */
    public abstract void commit(Commit own);

    /** Rotates as {@code FLUSH LOGS} does, once what was flushed before is committed. */
    public final void rotate() throws IOException {
        lockLog.lock("rotate");
        try {
            rotateLocked();
        } finally {
            lockLog.unlock();
        }
    }

    /** Runs {@code action} while no transaction is between flush and commit, {@code LOCK_log} held (RESET MASTER). */
    public final void exclusively(Action action) throws IOException {
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

    /** Where a batch that was written ends, null if nothing was; and whether the file is full now. */
    record FlushResult(@Nullable BinlogPosition end, boolean full) {}

    /** Writes a batch; {@code LOCK_log}. */
    final FlushResult flushBatch(Commit batch) {
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
        } catch (IOException e) {
            failAll(batch, e);
            return new FlushResult(null, false);
        }
        tellFlushed(batch);
        return new FlushResult(end, log.full());
    }

    /** Only now: before, it was in the memory of the process. */
    private void tellFlushed(Commit batch) {
        long now = world.clock().nanos();
        for (Commit commit = batch; commit != null; commit = commit.next) {
            BinlogPosition end = commit.end;
            if (end != null && commit.failure == null) {
                world.trace().emit(new TraceEvent.TransactionFlushed(now, world.node(), commit.thread.id(), end));
            }
        }
    }

    /** Whether dump threads may read what is written and not durable. */
    final boolean publishesBeforeSync() {
        return publish == BinlogPublish.AFTER_FLUSH || settings.syncBinlog() != 1;
    }

    /** Whether the next group is made durable. */
    final boolean syncIsDue() {
        return groupsSinceSync + 1 >= settings.syncBinlog();
    }

    /** Makes a batch durable if it is its turn. */
    final void syncBatch(Commit batch) {
        BinlogPosition end = lastEnd(batch);
        long period = settings.syncBinlog();
        if (end == null || period <= 0) {
            return;
        }
        groupsSinceSync++;
        if (groupsSinceSync < period) {
            return;
        }
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

    /** The stage of {@code LOCK_commit}, which the caller holds and this gives up; then wakes the followers. */
    final void commitBatch(Commit batch, TracedLock lockCommit, Followers followers) {
        try {
            BinlogPosition end = lastEnd(batch);
            boolean acked = end != null && hooks.afterSync(end);
            Commit last = null;
            for (Commit commit = batch; commit != null; commit = commit.next) {
                store(commit, acked);
                last = commit.flushed() ? commit : last;
            }
            if (last != null) {
                noteStored(last);
            }
        } finally {
            lockCommit.unlock();
        }
        for (Commit commit = batch; commit != null; commit = commit.next) {
            afterCommit(commit);
        }
        followers.signalDone(batch);
    }

    /** Notes, before any client of a group is told, up to where the store has committed. */
    final void noteStored(Commit last) {
        BinlogPosition end = last.end;
        if (end != null && last.failure == null) {
            try {
                last.work.noteStored(end);
            } catch (RuntimeException e) {
                last.failure = e;
            }
        }
    }

    /** Commits one that was flushed in the store. */
    final void store(Commit commit, boolean acked) {
        BinlogPosition own = commit.end;
        if (own == null) {
            return;
        }
        WorldThread thread = world.threads().current();
        try {
            if (commit.failure == null) {
                commit.acked |= acked;
                clock.committed(commit.sequenceNumber);
                thread.begin(Activity.ENGINE);
                try {
                    commit.work.commit(own);
                } finally {
                    thread.end(Activity.ENGINE);
                }
                world.trace().emit(new TraceEvent.TransactionStored(world.clock().nanos(), world.node(),
                        commit.thread.id(), own));
            }
        } catch (SqlError | RuntimeException e) {
            commit.failure = e;
        } finally {
            inFlight.remove();
        }
    }

    /** The hook after the commit of one, without a mutex; and says that it is committed. */
    final void afterCommit(Commit commit) {
        BinlogPosition end = commit.end;
        if (end == null || commit.failure != null) {
            return;
        }
        commit.acked |= hooks.afterCommit(end);
        world.trace().emit(new TraceEvent.TransactionCommitted(world.clock().nanos(), world.node(),
                commit.thread.id(), end, commit.acked));
    }

    /** Goes on in a new file if this one is full. */
    final void rotateIfFull() {
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

    /** Where the last one that was flushed ends. */
    static @Nullable BinlogPosition lastEnd(Commit batch) {
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
