package dev.lockstep.engine.node.session;

import org.jspecify.annotations.Nullable;

/** A line of {@code SHOW PROCESSLIST}: a client's connection or a thread of a replication channel. */
public interface ServerProcess {
    /** Connection id, as {@code CONNECTION_ID()} and KILL use it. */
    long id();

    /** Account name, {@code system user} for a channel's threads. */
    String user();

    /** Where the client comes from, {@code host:port}; empty for the server's own threads. */
    String host();

    /** Current database. */
    @Nullable
    String database();

    /** {@code Query}, {@code Sleep}, {@code Binlog Dump}, {@code Connect}. */
    String command();

    /** When the present command began, nanoseconds of the world's clock. */
    long sinceNanos();

    /** Stage text. */
    String state();

    /** Statement that runs. */
    @Nullable
    String info();

    /** Ends the connection. */
    void kill();

    /** Ends the statement that runs, if any. */
    void killQuery();
}
