package dev.lockstep.engine.profile;

/** What becomes of a relay log when a channel that asks by GTID begins again, after a restart or with both threads stopped. */
public enum GtidRelayLog implements Switch {
    /**
     * MariaDB: deleted, what is not applied is fetched again. What a replica acknowledged and did not apply is gone if the
     * source is.
     */
    DROPPED("deleted and fetched again; what was acknowledged and not applied is gone if the source is"),
    /** MySQL: applied, and the source is asked for what comes behind it. */
    KEPT("kept, unless relay_log_recovery is on; the source is asked for what comes behind it");

    private final String summary;

    GtidRelayLog(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
