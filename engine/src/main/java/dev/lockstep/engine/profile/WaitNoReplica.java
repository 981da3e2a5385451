package dev.lockstep.engine.profile;

/** What {@code rpl_semi_sync_master_wait_no_slave=OFF} does (semisync.md C.7). */
public enum WaitNoReplica implements Switch {
    /** MySQL 5.5 and 5.6, MariaDB up to 10.2: the last replica that leaves switches semi-sync off. */
    LAST_LEAVES("semi-sync goes off when the last replica leaves"),
    /** MySQL 5.7 and later: falling from the count to one less does; it begins off without enough replicas. */
    BELOW_COUNT("semi-sync goes off when one replica less than the count is left"),
    /** MariaDB since 10.3: it stays on, waiters are woken, commits without a replica are not waited for. */
    RELEASES("semi-sync stays on; nobody waits while there is no replica");

    private final String summary;

    WaitNoReplica(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
