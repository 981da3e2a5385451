package dev.lockstep.engine.trace.journey;

/** How well a node has a transaction. The order is that of safety. */
public enum Place {
    /** Not at all. */
    NOWHERE,
    /** In the memory of the process: a kill forgets it. */
    MEMORY,
    /** In a file: a kill leaves it, a loss of power may forget it. */
    FILE,
    /** On the disk: both leave it. */
    DURABLE
}
