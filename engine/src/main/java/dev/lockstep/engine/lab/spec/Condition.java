package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.channel.ReceiverHook;
import java.util.List;
import java.util.Locale;

/** Something that is true or not at an instant. */
public sealed interface Condition {
    /** A row of {@code SHOW GLOBAL STATUS}. */
    record Status(String node, String name, Comparison comparison) implements Condition {}

    /** A row of {@code SHOW GLOBAL VARIABLES}. */
    record Variable(String node, String name, Comparison comparison) implements Condition {}

    /** A column of {@code SHOW SLAVE STATUS}; {@code channel} is empty for the default one. */
    record SlaveStatus(String node, String channel, String column, Comparison comparison) implements Condition {}

    /** The first column of the first row of a statement. */
    record Select(String node, String sql, Comparison comparison) implements Condition {}

    /** How many events a channel's receiver wrote to its relay log since the start of the check, from the trace. */
    record EventsReceived(String node, String channel, Comparison comparison) implements Condition {}

    /** How many transactions a channel's applier committed since the start of the check, from the trace. */
    record TransactionsApplied(String node, String channel, Comparison comparison) implements Condition {}

    /** How many commits on a source were acknowledged in time since the start of the check, from the trace. */
    record CommitsAcked(String node, Comparison comparison) implements Condition {}

    /** How often commits on a source were woken while they waited for ACKs, on average of the waits that ended. */
    record WakeUps(String node, Comparison comparison) implements Condition {}

    /** How many commits on a source wait for ACKs now, by the trace, whatever the server's counter says. */
    record Waiting(String node, Comparison comparison) implements Condition {}

    /** How many commits on a source ended to wait for ACKs, for whatever reason, since the start of the check. */
    record WaitsEnded(String node, Comparison comparison) implements Condition {}

    /** How many lines of a node's error log hold a text, since the start of the check, from the trace. */
    record LogLines(String node, String containing, Comparison comparison) implements Condition {}

    /** How often the receiver (I/O) thread of a channel ended with an error. */
    record ReceiverErrors(String node, String channel, Comparison comparison) implements Condition {}

    /** A channel's receiver thread is held at a hook that a step has steered. */
    record HeldAt(String node, String channel, ReceiverHook hook) implements Condition {}

    /** Whether a channel's relay log can be read from begin to end, as a tool reads it from disk. */
    record RelayLog(String node, String channel, Readable readable) implements Condition {
        /** What is expected. */
        public enum Readable {
            /** Every event of every file can be read. */
            WHOLE,
            /** Some event cannot. */
            DAMAGED;

            /** As files write it. */
            public String key() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** A channel's applier has reached the end of its source's binlog. */
    record CaughtUp(String node, String channel) implements Condition {}

    /** A statement gives the same rows on all these nodes. */
    record SameRows(String sql, List<String> nodes) implements Condition {
        /** Keeps an own copy. */
        public SameRows {
            nodes = List.copyOf(nodes);
        }
    }
}
