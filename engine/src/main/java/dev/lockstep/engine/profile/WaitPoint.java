package dev.lockstep.engine.profile;

/** Where a commit waits for ACKs, unless {@code rpl_semi_sync_master_wait_point} says otherwise. */
public enum WaitPoint implements Switch {
    /** MySQL since 5.7.2: after the binlog is durable, before the engine commits. */
    AFTER_SYNC("after the binlog is durable, before the engine commits"),
    /** MySQL up to 5.6, MariaDB: after the engine has committed, before the client is told. */
    AFTER_COMMIT("after the engine has committed, before the client is told");

    private final String summary;

    WaitPoint(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
