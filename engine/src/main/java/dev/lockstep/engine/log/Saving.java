package dev.lockstep.engine.log;

/** How safe a change of a log's files is when the call returns. */
public enum Saving {
    /** From a power cut. */
    DURABLE,
    /** From the end of the process only: for what can be had again, and is made durable before it has to be. */
    LOOSE
}
