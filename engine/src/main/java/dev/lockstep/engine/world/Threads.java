package dev.lockstep.engine.world;

import java.util.List;

/** Threads of a node. Every one is a real platform thread in a live world, as every server thread is. */
public interface Threads {
    /**
     * Starts a thread. An exception that leaves {@code body} is written to the node's error log and the trace, and ends the
     * thread only.
     *
     * @param name the server's name for such a thread, such as {@code Ack_receiver} or {@code Binlog Dump to 2}
     */
    WorldThread start(String name, Runnable body);

    /**
     * The thread that calls. A thread that the world did not start (a test's, the application's) is adopted at its first
     * call and keeps its own name.
     */
    WorldThread current();

    /** Sleeps. */
    void sleep(long nanos);

    /** Names of the threads that were started and have not ended. */
    List<String> running();
}
