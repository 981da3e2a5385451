package dev.lockstep.engine.profile;

/** What an ACK receiver makes of a COM_QUIT on a dump connection (MDEV-32551, MDEV-32385). */
public enum QuitHandling implements Switch {
    /** It is taken for an ACK that is wrong. */
    READ_AS_ACK("taken for a damaged ACK"),
    /** MariaDB 10.6.17, 10.11.7 and later: the replica has left, and is taken off the list. */
    RECOGNISED("understood: the replica is taken off the list");

    private final String summary;

    QuitHandling(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
