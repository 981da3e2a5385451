package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.TraceSink;

/**
 * All that one node may touch of the outside. Every node of a lab has its own world, which gives its threads, locks,
 * sockets and files the node's name in the trace and lets the whole node be killed at once.
 *
 * <p>Any method may be called from any thread. After {@link #kill()} every blocking call of this world, running or yet to
 * come, throws {@link WorldKilledError}; engine code does not catch it.
 */
public interface World extends AutoCloseable {
    /** The node's name, as in the topology file. */
    String node();

    /** Time. */
    Clock clock();

    /** Threads. */
    Threads threads();

    /** A traced lock with the name that the real server gives it, such as {@code LOCK_log}. */
    TracedLock lock(String name);

    /** Sockets. */
    Network network();

    /** Files below the node's data folder. */
    Files files();

    /** Random numbers. */
    Chance chance();

    /** Where its threads can be held from outside. */
    Gates gates();

    /** Where what happens is written down. */
    TraceSink trace();

    /**
     * Ends the node as {@code kill -9} would: sockets are reset, files are closed without a further flush, every thread of
     * the node ends at its next call into the world. What had been written to files stays (the operating system has it).
     */
    void kill();

    /**
     * Ends the node as a power cut of its machine would: as {@link #kill()}, and what had been written to files and not made
     * durable is gone. May be called after {@link #kill()}, too.
     */
    void losePower();

    /** Whether {@link #kill()} was called. */
    boolean killed();

    /** Releases what the world still holds, after the node has ended its own threads. */
    @Override
    void close();
}
