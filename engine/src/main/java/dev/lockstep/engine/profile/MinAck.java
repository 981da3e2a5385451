package dev.lockstep.engine.profile;

/** Which stored ACK the container takes as the smallest (semisync.md C.6). */
public enum MinAck implements Switch {
    /** MySQL (mysql-server pull request 509). */
    LAST_SMALLER("the last smaller slot that the search sees: may release with one replica too few"),
    /** The repair. */
    SMALLEST("the smallest");

    private final String summary;

    MinAck(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
