package dev.lockstep.engine.profile;

/** What RESET MASTER does to sessions that wait for an ACK (semisync.md C.8; MDEV-19376, MDEV-36359). */
public enum ResetMaster implements Switch {
    /** They wait on; semi-sync becomes on if it is enabled. */
    SWITCHES_ON("they wait on; semi-sync becomes on"),
    /** They wait on; semi-sync stays on or off. */
    KEEPS_STATE("they wait on; semi-sync stays as it is"),
    /** Semi-sync is disabled before and enabled after it, so that all wake. */
    WAKES_WAITERS("wakes them: disables semi-sync before, enables it after");

    private final String summary;

    ResetMaster(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
