package dev.lockstep.engine.profile;

/** Which names semi-sync variables have, and what a receiver's errors and states are worded in. */
public enum Words implements Switch {
    /** Before 8.0.26, and MariaDB. */
    MASTER_SLAVE("master and slave"),
    /** MySQL since 8.0.26, with the newer plugins. */
    SOURCE_REPLICA("source and replica");

    private final String summary;

    Words(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
