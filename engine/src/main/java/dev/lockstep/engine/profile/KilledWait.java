package dev.lockstep.engine.profile;

/**
 * What KILL, or KILL QUERY, of a session does that waits for semi-sync ACKs (semisync.md C.4). Tried on MySQL 8.0.33 and
 * on MariaDB 10.11.5 and 10.11.19; of the others by their code. The transaction stays in each.
 */
public enum KilledWait implements Switch {
    /** MySQL: the thread wakes up, sees that it lacks ACKs, and sleeps again. KILL closes its connection at once all the same. */
    WAITS_ON("wakes up and waits on"),
    /** MariaDB before its overhaul of semi-sync: the wait ends, and the status variables count an acknowledged transaction. */
    COUNTED_AS_ACKED("stops waiting, counted in Rpl_semi_sync_master_yes_tx though nobody acknowledged"),
    /** MariaDB 10.11.19: the wait ends, and is counted for what it was. */
    RELEASED("stops waiting, counted in Rpl_semi_sync_master_no_tx");

    private final String summary;

    KilledWait(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
