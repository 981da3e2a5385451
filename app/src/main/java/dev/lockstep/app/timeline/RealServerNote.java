package dev.lockstep.app.timeline;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceLog;
import java.util.List;
import java.util.Locale;

/** What can be seen here of real servers: the waits that their performance_schema keeps, if they do. */
final class RealServerNote {
    private RealServerNote() {}

    /** In words, empty if the lab has no real server. */
    static String of(LabState state, TraceLog log) {
        List<String> told = state.nodes().values().stream().filter(LabState.NodeState::real)
                .map(node -> of(node, log)).toList();
        return String.join(" ", told);
    }

    private static String of(LabState.NodeState node, TraceLog log) {
        if (log.locks().stream().anyMatch(lock -> lock.node().equals(node.name()))) {
            return node.name()
                    + ", a real server, tells how long threads waited for locks (1 µs and more), not how long they"
                    + " held them.";
        }
        String schema = node.variables().getOrDefault("performance_schema", "");
        return switch (schema.toUpperCase(Locale.ROOT)) {
            case "" -> node.name() + ", a real server, has not told yet whether it keeps waits.";
            case "ON", "1" -> node.name() + ", a real server, keeps no waits: switch on the consumer"
                    + " events_waits_history_long and instruments wait/synch/% in its performance_schema.";
            default -> node.name() + ", a real server, tells no waits: its performance_schema is off.";
        };
    }
}
