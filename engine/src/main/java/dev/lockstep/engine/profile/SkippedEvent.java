package dev.lockstep.engine.profile;

/** What becomes of the wish for an ACK of an event that the source does not send (bug #15985893, MDEV-38486). */
public enum SkippedEvent implements Switch {
    /** MySQL: counts as acknowledged by that replica. */
    ACKNOWLEDGED("counts as acknowledged"),
    /** MariaDB: commits wait until the time is up. */
    NEVER_ACKNOWLEDGED("never acknowledged: MDEV-38486");

    private final String summary;

    SkippedEvent(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
