package dev.lockstep.engine.profile;

/** Who reads the ACKs of replicas (semisync.md D). */
public enum AckReader implements Switch {
    /** MySQL 5.5 and 5.6, MariaDB up to 10.2: each dump thread reads the ACK of what it has just sent (semisync.md D.1). */
    DUMP_THREAD("each dump thread reads the ACK of what it has just sent"),
    /** MySQL 5.7.0 to 5.7.22, MariaDB 10.3.3 to 10.6.16 and 10.11.6: mutex held during poll and reading (semisync.md D.2). */
    RECEIVER_LOCKED_POLL("a receiver thread polls and reads with its mutex held: bug #89370"),
    /** MySQL 5.7.23 and later: works on a copy of the list, mutex free (semisync.md D.3). */
    RECEIVER_COPY("a receiver thread polls and reads a copy of its list, with the mutex free"),
    /** MySQL 8.0: as a copy, and a leaving dump thread waits until the receiver has let go of its connection (semisync.md D.4). */
    RECEIVER_LEAVING("a receiver thread reads a copy; a leaving dump thread waits until it is off that copy"),
    /** MariaDB 10.6.17, 10.11.7 and later: polls without limit, is woken through a pipe, reads under the mutex (semisync.md D.5). */
    RECEIVER_PIPE("a receiver thread polls without a time limit and is woken through a pipe: MDEV-32792"),
    /** As with the pipe, and who leaves wakes it, too. */
    RECEIVER_WOKEN("a receiver thread polls without a time limit; who comes and who leaves wakes it");

    private final String summary;

    AckReader(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
