package dev.lockstep.engine.profile;

/** How transactions commit together, and by whom and when the semi-sync hooks are run (semisync.md F). */
public enum CommitForm implements Switch {
    /** MySQL 5.0 to 5.5: {@code prepare_commit_mutex} keeps transactions one behind the other from prepare to commit, bug #13669 (F.2). */
    SERIAL("one transaction at a time: no group commit, bug #13669"),
    /** MySQL 5.6 and later: three stages; after_flush and after_sync once for each group (F.1). */
    STAGES("three stages; one wait for each group, with LOCK_commit held"),
    /** MariaDB 5.3 and later: a leader takes the next mutex before it gives up the last; hooks run for each transaction (F.3). */
    CHAINED("a leader chains the mutexes; each transaction is reported and waits"),
    /** No server's: two stages, the first one up to the fsync; each follower is woken for itself. */
    GATHERED("two stages: one leader writes and makes durable; one wait for each group");

    private final String summary;

    CommitForm(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
