package dev.lockstep.engine.profile;

/** What a channel asks its source for if no statement says it: MASTER_USE_GTID of MariaDB (MDEV-19801; seen of 10.11.19). */
public enum GtidDefault implements Switch {
    /** File and position. */
    POSITION("a channel asks by file and position"),
    /** GTID; naming a place in a log is to ask by position, and RESET SLAVE goes back to GTID. */
    SLAVE_POS("a channel asks by GTID until a place in a log is named");

    private final String summary;

    GtidDefault(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
