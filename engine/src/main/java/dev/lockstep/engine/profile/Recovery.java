package dev.lockstep.engine.profile;

/** What becomes of transactions that are in the binlog but not in the engine when a server comes up after a crash (bugs #83158 and #99370, MDEV-21117, MDEV-33465). */
public enum Recovery implements Switch {
    /** They are committed: the binlog decides. */
    KEEPS_TAIL("commits what is in the binlog: bugs #83158, #99370"),
    /** They are taken out of the binlog if the server starts with semi-sync of a replica enabled. */
    TRUNCATES_FOR_REPLICA("cuts the tail off if it starts with rpl_semi_sync_slave_enabled: MDEV-21117"),
    /** They are taken out of the binlog if the server starts in the role of a replica. */
    TRUNCATES_BY_ROLE("cuts the tail off if it starts with init_rpl_role=SLAVE: MDEV-33465");

    private final String summary;

    Recovery(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
