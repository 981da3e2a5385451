package dev.lockstep.engine.semisync.source;

/** How the semi-sync wait of a commit ended. */
public enum CommitWait {
    /** Enough replicas have it: counted in {@code Rpl_semi_sync_master_yes_tx}. */
    SEMI_SYNC,
    /** There was nothing to wait for: disabled, switched off, or not the last transaction of its group. */
    ASYNCHRONOUS,
    /** The time was up. */
    TIMEOUT,
    /** Semi-sync was switched off during the wait. */
    SWITCHED_OFF,
    /** Its session was killed. */
    KILLED,
    /** The server shuts down. */
    ABORTED;

    /** Whether the commit is known to be on enough replicas. */
    public boolean semiSync() {
        return this == SEMI_SYNC;
    }
}
