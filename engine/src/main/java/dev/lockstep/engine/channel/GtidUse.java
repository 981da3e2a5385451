package dev.lockstep.engine.channel;

/** {@code MASTER_USE_GTID} of MariaDB: what a receiver asks its source for. */
public enum GtidUse {
    /** File and position. */
    NO("No"),
    /** What was replicated, and what this server made itself: {@code gtid_current_pos}. */
    CURRENT_POS("Current_Pos"),
    /** What was replicated: {@code gtid_slave_pos}. */
    SLAVE_POS("Slave_Pos");

    private final String text;

    GtidUse(String text) {
        this.text = text;
    }

    /** As {@code Using_Gtid} shows it. */
    public String text() {
        return text;
    }
}
