package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.trace.Fault;

/** One thing that a schedule does to the lab. {@code replica} counts from 1. */
sealed interface Act {
    /** {@code SET GLOBAL} of a variable of the source. */
    record Set(String variable, String value) implements Act {}

    /** {@code STOP SLAVE} with that addition, such as {@code IO_THREAD}. */
    record Stop(int replica, String threads) implements Act {}

    /** {@code START SLAVE}. */
    record Start(int replica) implements Act {}

    /** A replica forgets its relay logs once it has applied them, and asks again for what comes next. */
    record ResetReplica(int replica) implements Act {}

    /** {@code RESET MASTER}, and all replicas begin anew. */
    record ResetSource() implements Act {}

    /** {@code KILL} of a client's connection, or of its statement. */
    record KillClient(int client, boolean queryOnly) implements Act {}

    /** {@code KILL} of the dump thread of a replica. */
    record KillDump(int replica) implements Act {}

    /** A node is killed and started again; 0 is the source. */
    record Crash(int node) implements Act {}

    /**
     * A node's machine loses its power and gets it again; 0 is the source. A replica that acknowledges before its relay log is
     * durable is only killed: it would lose what it has promised, as servers do.
     */
    record PowerCut(int node) implements Act {}

    /** Something is wrong on the line between a replica and the source, until {@link Mend} or the end. */
    record Break(int replica, Fault.OfLink fault) implements Act {}

    /** All is well again on the line of a replica. */
    record Mend(int replica) implements Act {}

    /** A node is shut down and started again; 0 is the source. */
    record Restart(int node) implements Act {}

    /** The receiver of a replica stands still at a place. */
    record Hold(int replica, String hook, int millis) implements Act {}

    /** {@code FLUSH BINARY LOGS} on the source. */
    record Rotate() implements Act {}
}
