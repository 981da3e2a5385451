package dev.lockstep.app.timeline;

/** What a lane's thread is, in the order of the lanes. */
public enum LaneKind {
    /** Reads the ACKs. */
    ACK_RECEIVER,
    /** Sends the binlog to a replica. */
    DUMP,
    /** A session, and whatever else touches the lock. */
    SESSION
}
