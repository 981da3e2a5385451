package dev.lockstep.engine.profile;

/** Whether {@code rpl_semi_sync_master_wait_for_slave_count} exists. */
public enum WaitCount implements Switch {
    /** MySQL up to 5.6, MariaDB. */
    ONE("always one"),
    /** MySQL since 5.7.3. */
    VARIABLE("as many as the variable says");

    private final String summary;

    WaitCount(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
