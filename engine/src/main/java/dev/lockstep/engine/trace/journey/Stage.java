package dev.lockstep.engine.trace.journey;

import java.util.Arrays;
import java.util.List;

/** A place on a transaction's way from its session to the tables of all replicas. The order is that of the way. */
public enum Stage {
    /** In the binlog file: outlives the process. */
    FLUSHED("flushed", false),
    /** The binlog is durable: outlives a loss of power. */
    SYNCED("synced", false),
    /** On the list of those that may need an ACK. */
    LISTED("listed", false),
    /** A dump thread has read it from the binlog. */
    READ("read", true),
    /** The dump thread has sent it. */
    SENT("sent", true),
    /** The receiver has it from the network. */
    RECEIVED("received", true),
    /** In the file of the relay log. */
    RELAYED("relay log", true),
    /** The relay log is durable. */
    RELAY_SYNCED("relay synced", true),
    /** The replica has sent an ACK for it. */
    ACK_SENT("ACK sent", true),
    /** The source has read that ACK. */
    ACK_RECEIVED("ACK received", true),
    /** Enough replicas have acknowledged it. */
    COUNTED("counted", false),
    /** Committed in the table store: others see it. */
    STORED("committed", false),
    /** Nothing keeps its client from being told any more. */
    RELEASED("released", false),
    /** The client has its OK. */
    ANSWERED("answered", false),
    /** Committed in the replica's tables. */
    APPLIED("applied", true);

    private static final List<Stage> OF_SOURCE = Arrays.stream(values()).filter(stage -> !stage.onReplica).toList();
    private static final List<Stage> OF_REPLICA = Arrays.stream(values()).filter(stage -> stage.onReplica).toList();

    private final String label;
    private final boolean onReplica;

    Stage(String label, boolean onReplica) {
        this.label = label;
        this.onReplica = onReplica;
    }

    /** For a person. */
    public String label() {
        return label;
    }

    /** Whether each replica has a time of its own for it. */
    public boolean onReplica() {
        return onReplica;
    }

    /** Those that happen once, at the source. */
    public static List<Stage> ofSource() {
        return OF_SOURCE;
    }

    /** Those that happen once for each replica. */
    public static List<Stage> ofReplica() {
        return OF_REPLICA;
    }
}
