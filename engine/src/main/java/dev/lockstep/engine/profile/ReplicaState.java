package dev.lockstep.engine.profile;

/** Who shares the replica's semi-sync state (semisync.md E). */
public enum ReplicaState implements Switch {
    /** MySQL up to 8.0, MariaDB up to 10.6.16 and 10.11.6. */
    PROCESS_WIDE("the whole process: MDEV-3793"),
    /** MariaDB 10.6.17, 10.11.7 to 11.8: whether to strip the header is known to the process, whether to reply to each connection. */
    SHARED_STRIP("stripping for the whole process, replies for each connection: MDEV-32947"),
    /** MDEV-32947 resolved. */
    PER_CHANNEL("each channel has its own");

    private final String summary;

    ReplicaState(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
