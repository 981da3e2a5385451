package dev.lockstep.engine.profile;

/** What a restarted source does with transactions that are in its binlog and that no replica acknowledged (bugs #83158 and #99370). */
public enum RecoveryRule implements Switch {
    /** They are committed. */
    COMMITS("commits what nobody acknowledged"),
    /** MariaDB since 10.6 (MDEV-21117) with {@code --init-rpl-role=SLAVE}: the tail of the binlog is cut off. */
    TRUNCATES_AS_REPLICA("cuts it off if started as a replica: MDEV-21117");

    private final String summary;

    RecoveryRule(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
