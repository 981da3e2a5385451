package dev.lockstep.engine.semisync.replica;

/**
 * What a flag said when it was read, and who had written that.
 *
 * @param flag its name in the server
 * @param value what it said
 * @param writer the channel whose receiver wrote it, empty for the default channel or nobody
 * @param hook in which of its hooks, empty if nobody has
 */
public record Belief(String flag, boolean value, String writer, String hook) {}
