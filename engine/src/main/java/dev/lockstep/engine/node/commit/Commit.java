package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on its way through the stages of {@link GroupCommit}: the part of a session that the leaders of the
 * stages work on. Made by the session's thread, which gives it up to the stages until {@link GroupCommit#commit} returns.
 *
 * <p>Fields are written by whichever thread leads the stage; the stage mutexes and that of the {@link Followers} order the accesses.
 */
public final class Commit {
    /** What the stages need of a transaction. */
    public interface Work {
        /**
         * Writes the transaction's events to the end of the binlog. {@code LOCK_log} is held.
         *
         * @return end of its last event
         */
        BinlogPosition flush(LogicalClock clock, long sequenceNumber) throws IOException;

        /** Commits in the table store together with the position. Called in binlog order; {@code LOCK_commit} is held. */
        void commit(BinlogPosition end) throws SqlError;

        /** Called for the last of a group, before any client of the group is told: all up to {@code end} is committed. */
        default void noteStored(BinlogPosition end) {}
    }

    final Work work;
    final WorldThread thread;
    @Nullable
    Commit next;
    @Nullable
    BinlogPosition end;
    @Nullable
    Throwable failure;
    boolean pending = true;
    /** What its thread sleeps on, if each has its own. */
    ConditionEach.@Nullable WakeUp wakeUp;
    boolean acked;
    long sequenceNumber;

    /** For the calling thread. */
    public Commit(Work work, WorldThread thread) {
        this.work = work;
        this.thread = thread;
    }

    /** End of the transaction's last event, once it was flushed. */
    public @Nullable BinlogPosition end() {
        return end;
    }

    /** Whether the semi-sync wait of this transaction's group ended with enough ACKs. */
    public boolean acked() {
        return acked;
    }

    /** What went wrong, if anything. */
    public @Nullable Throwable failure() {
        return failure;
    }

    boolean flushed() {
        return end != null && failure == null;
    }
}
