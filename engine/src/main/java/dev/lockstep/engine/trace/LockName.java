package dev.lockstep.engine.trace;

/**
 * A lock in the trace.
 *
 * @param id its number in {@link ThreadTrack#subject(int)}
 * @param node the node whose lock it is
 * @param name the server's name of it
 */
public record LockName(int id, String node, String name) {}
