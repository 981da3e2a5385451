package dev.lockstep.engine.trace;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Something that is broken on purpose, from outside: it acts on bytes and on time, and never on what a thread decides. On
 * the line between a replica and its source, or on a node. Immutable.
 */
public sealed interface Fault {
    /** How files write it: keys and values, the one that names it first. */
    Map<String, String> words();

    /** Its name: the first of {@link #words()}. */
    default String name() {
        return words().keySet().iterator().next();
    }

    /** What distinguishes it from others of the same name on the same place: a direction, a thread; empty if nothing does. */
    default String which() {
        return "";
    }

    /** Whether it is over as soon as it has done what it does. */
    default boolean once() {
        return false;
    }

    /** As the command line takes it, such as {@code latency=50ms direction=to-source}. */
    default String text() {
        StringJoiner text = new StringJoiner(" ");
        words().forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }

    /** A fault of the line between a channel's replica and its source. */
    sealed interface OfLink extends Fault {}

    /** A fault of a server or its machine. */
    sealed interface OfNode extends Fault {}

    /** A direction of a line. */
    enum Direction {
        /** What the replica sends: requests and ACKs. */
        TO_SOURCE,
        /** What the source sends: events. */
        TO_REPLICA;

        /** As files write it. */
        public String key() {
            return Fault.key(this);
        }
    }

    /** Bytes come later: each by the delay, more or less by the jitter, never before those sent earlier. */
    record Latency(Direction direction, long delayMillis, long jitterMillis) implements OfLink {
        @Override
        public Map<String, String> words() {
            Map<String, String> words = new LinkedHashMap<>();
            words.put("latency", time(delayMillis));
            if (jitterMillis > 0) {
                words.put("jitter", time(jitterMillis));
            }
            words.put("direction", direction.key());
            return words;
        }

        @Override
        public String which() {
            return direction.key();
        }
    }

    /** Nothing gets through, and nothing is lost: it comes when the fault is healed. */
    record Stall(Direction direction) implements OfLink {
        @Override
        public Map<String, String> words() {
            return Map.of("stall", direction.key());
        }

        @Override
        public String which() {
            return direction.key();
        }
    }

    /** The n-th ACK from now on is lost, counted from 1. */
    record LostAck(int number) implements OfLink {
        @Override
        public Map<String, String> words() {
            return Map.of("lose-ack", Integer.toString(number));
        }

        @Override
        public boolean once() {
            return true;
        }
    }

    /** Each ACK comes in two parts: so many bytes of its packet, and after the gap the rest. */
    record SplitAck(int bytes, long gapMillis) implements OfLink {
        @Override
        public Map<String, String> words() {
            Map<String, String> words = new LinkedHashMap<>();
            words.put("split-ack", Integer.toString(bytes));
            words.put("gap", time(gapMillis));
            return words;
        }
    }

    /** The connection that there is now ends; a new one may be made at once. */
    record Cut(How how) implements OfLink {
        /** What its two ends see. */
        public enum How {
            /** The end of the stream. */
            CLOSE,
            /** A reset. */
            RESET,
            /** Nothing at all, as when a cable is pulled. */
            SILENT
        }

        @Override
        public Map<String, String> words() {
            return Map.of("cut", Fault.key(how));
        }

        @Override
        public boolean once() {
            return true;
        }
    }

    /** Which files. */
    enum Files {
        /** Every one that the server writes by itself. */
        ALL,
        /** Its binary log. */
        BINLOG,
        /** Its relay logs. */
        RELAY_LOG;

        /** As files write it. */
        public String key() {
            return Fault.key(this);
        }
    }

    /** Making a file durable takes so much longer. */
    record SlowSync(long delayMillis, Files files) implements OfNode {
        @Override
        public Map<String, String> words() {
            Map<String, String> words = new LinkedHashMap<>();
            words.put("slow-fsync", time(delayMillis));
            words.put("files", files.key());
            return words;
        }
    }

    /** Making a file durable fails with an input/output error. */
    record FailingSync(Files files) implements OfNode {
        @Override
        public Map<String, String> words() {
            return Map.of("failing-fsync", files.key());
        }
    }

    /** At the next crash the last write that was not made durable is on disk in part only. */
    record TornWrite(Files files) implements OfNode {
        @Override
        public Map<String, String> words() {
            return Map.of("torn-write", files.key());
        }

        @Override
        public boolean once() {
            return true;
        }
    }

    /** A byte of the next write is another one on disk. */
    record FlippedByte(Files files) implements OfNode {
        @Override
        public Map<String, String> words() {
            return Map.of("flip-byte", files.key());
        }

        @Override
        public boolean once() {
            return true;
        }
    }

    /**
     * A thread stops at its next call into the world.
     *
     * @param of which of its kind: the replica of a dump thread, the channel of a receiver or applier; empty for any
     */
    record FrozenThread(Role role, String of) implements OfNode {
        /** Threads that can be frozen. */
        public enum Role {
            /** Reads the ACKs of all replicas. */
            ACK_RECEIVER,
            /** Sends the binlog to one replica. */
            DUMP,
            /** Receives a channel's events. */
            IO,
            /** Applies a channel's events. */
            SQL;

            /** As files write it. */
            public String key() {
                return Fault.key(this);
            }
        }

        @Override
        public Map<String, String> words() {
            Map<String, String> words = new LinkedHashMap<>();
            words.put("freeze", role.key());
            if (!of.isEmpty()) {
                words.put("of", of);
            }
            return words;
        }

        @Override
        public String which() {
            return of.isEmpty() ? role.key() : role.key() + " " + of;
        }
    }

    /** The wall clock is so far ahead of what it was, or behind if that is negative. */
    record ClockJump(long millis) implements OfNode {
        @Override
        public Map<String, String> words() {
            return Map.of("clock", (millis < 0 ? "-" : "") + time(Math.abs(millis)));
        }
    }

    private static String time(long millis) {
        return millis % 60_000 == 0 && millis > 0
                ? millis / 60_000 + "min"
                : millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
