package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;

/** Where semi-sync looks into the commit: counterpart of the server's Binlog_storage and Trans observers. */
public interface CommitHooks {
    /** A group is in the file up to {@code end}, and no dump thread may read it yet; {@code LOCK_log} is held. */
    void afterFlush(BinlogPosition end);

    /**
     * A group is durable up to {@code end} and not committed in the store; {@code LOCK_commit} is held. Waits for ACKs if
     * the wait point is AFTER_SYNC.
     *
     * @return whether enough replicas acknowledged
     */
    boolean afterSync(BinlogPosition end);

    /**
     * A transaction is committed in the store; no mutex is held. Waits for ACKs if the wait point is AFTER_COMMIT.
     *
     * @return whether enough replicas acknowledged
     */
    boolean afterCommit(BinlogPosition end);
}
