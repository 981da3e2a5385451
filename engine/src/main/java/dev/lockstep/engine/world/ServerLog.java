package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.TraceEvent.LogLine;
import dev.lockstep.engine.trace.TraceEvent.LogLine.Level;

/**
 * The error log of a node, as the parts below the node write to it. Texts are the server's own. Any thread may write.
 */
@FunctionalInterface
public interface ServerLog {
    /** Appends a line. */
    void write(Level level, String text);

    /** Something worth knowing. */
    default void note(String text) {
        write(Level.NOTE, text);
    }

    /** Something that may go wrong. */
    default void warning(String text) {
        write(Level.WARNING, text);
    }

    /** Something that went wrong. */
    default void error(String text) {
        write(Level.ERROR, text);
    }

    /** This log with something in front of each text; this log itself if that is empty. */
    default ServerLog prefixed(String prefix) {
        return prefix.isEmpty() ? this : (level, text) -> write(level, prefix + text);
    }

    /** A log that is kept in the trace only. */
    static ServerLog traceOnly(World world) {
        return (level, text) -> world.trace().emit(new LogLine(world.clock().nanos(), world.node(), level, text));
    }
}
