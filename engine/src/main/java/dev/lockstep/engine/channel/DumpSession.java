package dev.lockstep.engine.channel;

import dev.lockstep.engine.link.PacketLink;
import org.jspecify.annotations.Nullable;

/** The session whose thread runs a {@link BinlogSender}. */
public interface DumpSession {
    /** Connection number, as in the process list. */
    long connectionId();

    /** Its connection. */
    PacketLink link();

    /** Value of a user variable by its name in lower case without {@code @}, null if it is NULL or not set. */
    @Nullable
    String userVariable(String name);

    /** The replica's name of the channel, as it said at login; empty for the default channel and for those that say none. */
    default String channel() {
        return "";
    }

    /** MariaDB: {@code skip_replication}; the source is not to send marked events. */
    default boolean skipsMarked() {
        return false;
    }

    /** Whether the session was killed or the server shuts down; then the sender ends. */
    boolean killed();

    /** Kills the session as {@code KILL} does: {@link #killed()} becomes true and what it waits for ends. */
    void kill();
}
