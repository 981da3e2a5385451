package dev.lockstep.engine.node.commit;

/**
 * The logical timestamps of MySQL 5.7 in Gtid and Anonymous_Gtid events: {@code sequence_number} counts transactions,
 * {@code last_committed} is the highest number that was committed when this one was prepared. Both count from the begin
 * of the binlog file. Written under {@code LOCK_log} and {@code LOCK_commit}.
 */
public final class LogicalClock {
    private long sequence;
    private long fileOffset;
    private volatile long maxCommitted;
    private long commitId;

    /** Highest sequence number that is committed: a session notes it when it prepares. */
    public long maxCommitted() {
        return maxCommitted;
    }

    /** Next absolute sequence number; {@code LOCK_log} is held. */
    public long step() {
        return ++sequence;
    }

    /** A new binlog file begins; {@code LOCK_log} is held. */
    public void rotated() {
        fileOffset = sequence;
    }

    /** What is written for an absolute number: counted from the file's begin, never negative. */
    public long inFile(long absolute) {
        return Math.max(0, absolute - fileOffset);
    }

    /** The flush stage takes a batch; {@code LOCK_log} is held. */
    void batch(boolean alone) {
        commitId = alone ? 0 : sequence + 1;
    }

    /** MariaDB: the number that transactions share which are committed together, 0 for one alone; {@code LOCK_log} is held. */
    public long commitId() {
        return commitId;
    }

    void committed(long absolute) {
        if (absolute > maxCommitted) {
            maxCommitted = absolute;
        }
    }
}
