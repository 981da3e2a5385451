package dev.lockstep.app.session;

/** What can be done to a server from outside. */
public enum NodeCommand {
    /** Starts it on its data. */
    START,
    /** Shuts it down. */
    STOP,
    /** Stops and starts it. */
    RESTART,
    /** Ends it as {@code kill -9} does. */
    KILL,
    /** Ends it as a power cut of its machine does. */
    POWER_LOSS
}
