package dev.lockstep.engine.trace.journey;

/** A part of a transaction's way of which it is asked how long it takes. */
public enum Leg {
    /** Until the binlog is durable. */
    SYNC("fsync of the binlog", Stage.FLUSHED, Stage.SYNCED),
    /** Until the dump thread has read it, since it may: from the binlog's fsync, or from the flush if it is sent before. */
    READ("to the dump thread", Stage.SYNCED, Stage.READ),
    /** Until the dump thread has sent it. */
    SEND("sending", Stage.READ, Stage.SENT),
    /** From one server to the other. */
    NETWORK("to the replica", Stage.SENT, Stage.RECEIVED),
    /** Until it is in the relay log's file. */
    RELAY("into the relay log", Stage.RECEIVED, Stage.RELAYED),
    /** Until the relay log is durable. */
    RELAY_SYNC("fsync of the relay log", Stage.RELAYED, Stage.RELAY_SYNCED),
    /** Until the replica sends its ACK. */
    REPLY("to the ACK", Stage.RELAYED, Stage.ACK_SENT),
    /** Until the source has read that. */
    ACK("ACK on its way", Stage.ACK_SENT, Stage.ACK_RECEIVED),
    /** Until enough replicas have it, all in all. */
    COUNT("until enough have it", Stage.FLUSHED, Stage.COUNTED),
    /** Until the tables have it, since it could have been: after an ACK wait, or after the fsync. */
    STORE("into the tables", Stage.SYNCED, Stage.STORED),
    /** Until its client has its OK. */
    ANSWER("to the client", Stage.RELEASED, Stage.ANSWERED),
    /** All of what a client waits for. */
    COMMIT("the whole commit", Stage.FLUSHED, Stage.ANSWERED),
    /** From the relay log into the replica's tables. */
    APPLY("applying", Stage.RELAYED, Stage.APPLIED),
    /** Until a reader of the replica sees it. */
    VISIBLE("until applied", Stage.FLUSHED, Stage.APPLIED);

    private final String label;
    private final Stage from;
    private final Stage to;

    Leg(String label, Stage from, Stage to) {
        this.label = label;
        this.from = from;
        this.to = to;
    }

    /** For a person. */
    public String label() {
        return label;
    }

    /** Whether each replica has a time of its own for it. */
    public boolean onReplica() {
        return to.onReplica();
    }

    /** The stage at its end. */
    public Stage to() {
        return to;
    }

    /**
     * How long it took, in nanoseconds; {@link Journey#NEVER} if it was not gone.
     *
     * @param replica whose; of no concern for a leg at the source
     */
    public long nanos(Journey journey, String replica) {
        long end = at(journey, to, replica);
        long begin = begin(journey, replica, end);
        return end == Journey.NEVER || begin == Journey.NEVER ? Journey.NEVER : Math.max(0, end - begin);
    }

    private long begin(Journey journey, String replica, long end) {
        long begin = at(journey, from, replica);
        if (this == READ && (begin == Journey.NEVER || begin > end)) {
            return journey.at(Stage.FLUSHED);
        }
        if (this == STORE) {
            begin = begin == Journey.NEVER ? journey.at(Stage.FLUSHED) : begin;
            long waited = journey.waitEndNanos();
            return waited != Journey.NEVER && waited <= end ? Math.max(begin, waited) : begin;
        }
        return begin;
    }

    private static long at(Journey journey, Stage stage, String replica) {
        return stage.onReplica() ? journey.at(stage, replica) : journey.at(stage);
    }
}
