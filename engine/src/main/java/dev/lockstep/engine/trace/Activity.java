package dev.lockstep.engine.trace;

/** What a thread does that takes time and is not a lock; shown as spans in the timeline. */
public enum Activity {
    /** In {@code poll(2)}, waiting for ACKs. */
    POLLING("poll"),
    /** Reading and handling ACK packets. */
    READING_ACKS("reading ACKs"),
    /** The nap between two rounds of a loop, and other sleeps. */
    SLEEPING("sleep"),
    /** Waiting for a condition variable; the lock is free meanwhile. */
    WAITING("condition wait"),
    /** Waiting for the next event of the binlog. */
    WAITING_FOR_EVENT("waiting for event"),
    /** Writing to or reading from a socket. */
    NETWORK("network"),
    /** Making a file durable. */
    FSYNC("fsync"),
    /** In the table store. */
    ENGINE("engine"),
    /** Inside the semi-sync wait of a commit. */
    ACK_WAIT("waiting for ACK");

    private final String label;

    Activity(String label) {
        this.label = label;
    }

    /** Short text for a legend. */
    public String label() {
        return label;
    }
}
