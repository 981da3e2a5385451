package dev.lockstep.engine.channel;

/** MariaDB: what becomes of events whose session had {@code skip_replication} ({@code replicate_events_marked_for_skip}). */
public enum MarkedEvents {
    /** They are replicated like all others. */
    REPLICATE,
    /** The replica takes them off the network and leaves them out. */
    FILTER_ON_SLAVE,
    /** The source is asked not to send them. */
    FILTER_ON_MASTER
}
