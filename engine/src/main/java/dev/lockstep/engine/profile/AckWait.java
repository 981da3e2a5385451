package dev.lockstep.engine.profile;

/** How the ACK receiver waits for its connections (semisync.md D.6, D.7; bugs #79865, MDEV-17437). */
public enum AckWait implements Switch {
    /** {@code select(2)}: it can name no descriptor above FD_SETSIZE, 1024. */
    SELECT("with select(2): a descriptor above 1024 ends the receiver: bug #79865, MDEV-17437"),
    /** {@code poll(2)}: any descriptor. */
    POLL("with poll(2): any descriptor");

    private final String summary;

    AckWait(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
