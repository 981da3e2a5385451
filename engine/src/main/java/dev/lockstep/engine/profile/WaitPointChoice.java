package dev.lockstep.engine.profile;

/** Whether {@code rpl_semi_sync_master_wait_point} exists. */
public enum WaitPointChoice implements Switch {
    /** MySQL up to 5.6, MariaDB up to 10.1.2: what {@link WaitPoint} says. */
    FIXED("always the same"),
    /** MySQL since 5.7.2, MariaDB since 10.1.3. */
    VARIABLE("as the variable says");

    private final String summary;

    WaitPointChoice(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
