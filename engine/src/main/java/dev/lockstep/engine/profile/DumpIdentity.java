package dev.lockstep.engine.profile;

/** Which older dump thread a new one takes for a leftover of a lost connection, and ends. */
public enum DumpIdentity implements Switch {
    /** All released servers: any of the same replica, so that a replica can follow one source on one channel only. */
    REPLICA("any of the same replica"),
    /** That of the same replica and the same channel. */
    CHANNEL("that of the same replica and channel");

    private final String summary;

    DumpIdentity(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
