package dev.lockstep.engine.profile;

/** What committing sessions that wait for ACKs sleep on (semisync.md C.4). */
public enum WaitCondition implements Switch {
    /** MySQL 5.5, MariaDB up to 10.6.17 and 10.11.7. */
    ONE_FOR_ALL("one condition for all: each ACK wakes every waiter"),
    /** MySQL 5.6 and later: one for each node of the list of active transactions. */
    PER_NODE("a condition for each group of the list: an ACK wakes those that it releases"),
    /** MariaDB 10.6.18, 10.11.8 and later (MDEV-33551): the waiting thread has its own. */
    PER_THREAD("each waiting thread has a condition of its own: MDEV-33551");

    private final String summary;

    WaitCondition(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
