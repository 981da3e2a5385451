package dev.lockstep.app.topology;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What moves along the channels, sampled so that it can be followed: all events of a stretch of {@link #SLOT_NANOS} are
 * one mark, which takes {@link #TRAVEL_NANOS} of recorded time for its way. It depends on the recording and the instant
 * only, so that winding back shows the same. FX thread only.
 */
final class Traffic {
    /** Marks of a channel are at least this far apart. */
    static final long SLOT_NANOS = 350_000_000;
    /** A mark is on its way for this long; in truth it takes a millisecond. */
    static final long TRAVEL_NANOS = 1_600_000_000;
    private static final long ACK_IS_OLD_NANOS = 2_000_000_000;
    private static final int MOST_PENDING = 4096;

    private final Map<EdgeKey, Stream> streams = new HashMap<>();
    private final Map<String, EdgeKey> byDump = new HashMap<>();
    /** Dumps for one server over several channels: the source's side cannot tell these apart, the replica's can. */
    private final Set<String> shared = new HashSet<>();
    private final Set<EdgeKey> sharing = new HashSet<>();
    private @Nullable TraceLog log;
    private long next;
    private long lastNanos;

    /** A mark on an edge: 0 is at the source, 1 at the replica. */
    record Mark(double place, boolean ack, int count) {}

    private static final class Stream {
        private final Deque<Slot> events = new ArrayDeque<>();
        private final Deque<Slot> acks = new ArrayDeque<>();
        private final Deque<Sent> unanswered = new ArrayDeque<>();
        private double latencyNanos = -1;
        private long shownLatencyNanos = -1;
        private long lastAckNanos = -1;
    }

    private static final class Slot {
        private final long number;
        private final long firstNanos;
        private int count;

        Slot(long number, long firstNanos) {
            this.number = number;
            this.firstNanos = firstNanos;
        }
    }

    private record Sent(BinlogPosition end, long nanos) {}

    /** Takes in what happened up to an instant; starts again if that is earlier than the last one, or much later. */
    void advance(LabState state, TraceLog shown, long now) {
        if (shown != log || now < lastNanos || now - lastNanos > 2 * TRAVEL_NANOS) {
            log = shown;
            streams.clear();
            next = shown.firstEventAfter(now - TRAVEL_NANOS - SLOT_NANOS);
        }
        lastNanos = now;
        nameDumps(state);
        nameSharing(state);
        long end = shown.firstEventAfter(now);
        if (next < end) {
            shown.events(next, end).forEach(this::take);
            next = end;
        }
        long old = now - TRAVEL_NANOS - SLOT_NANOS;
        streams.values().forEach(stream -> {
            forget(stream.events, old);
            forget(stream.acks, old);
        });
    }

    private void nameDumps(LabState state) {
        byDump.clear();
        shared.clear();
        for (ChannelState channel : state.channels()) {
            NodeState replica = state.nodes().get(channel.replica());
            if (replica != null && channel.source() != null) {
                String dump = dumpKey(channel.source(), replica.serverId());
                EdgeKey key = new EdgeKey(channel.replica(), channel.channel());
                if (byDump.put(dump, key) != null) {
                    shared.add(dump);
                }
            }
        }
    }

    private void nameSharing(LabState state) {
        sharing.clear();
        for (ChannelState channel : state.channels()) {
            NodeState replica = state.nodes().get(channel.replica());
            if (replica != null && channel.source() != null
                    && shared.contains(dumpKey(channel.source(), replica.serverId()))) {
                sharing.add(new EdgeKey(channel.replica(), channel.channel()));
            }
        }
    }

    private static String dumpKey(String source, long serverId) {
        return source + "\0" + serverId;
    }

    private void take(TraceEvent event) {
        switch (event) {
            case TraceEvent.EventSent sent -> {
                Stream stream = ofDump(sent.node(), sent.replicaServerId());
                if (stream != null) {
                    count(stream.events, sent.nanos());
                    if (sent.ackWanted() && stream.unanswered.size() < MOST_PENDING) {
                        stream.unanswered.addLast(new Sent(sent.end(), sent.nanos()));
                    }
                }
            }
            case TraceEvent.AckReceived ack -> {
                Stream stream = ofDump(ack.node(), ack.replicaServerId());
                if (stream != null) {
                    answered(stream, ack);
                }
            }
            case TraceEvent.EventReceived got -> {
                EdgeKey key = new EdgeKey(got.node(), got.channel());
                if (sharing.contains(key)) {
                    count(stream(key).events, got.nanos());
                }
            }
            case TraceEvent.AckSent ack -> count(stream(new EdgeKey(ack.node(), ack.channel())).acks, ack.nanos());
            case TraceEvent.DumpRequested dump -> {
                Stream stream = ofDump(dump.node(), dump.replicaServerId());
                if (stream != null) {
                    stream.unanswered.clear();
                }
            }
            default -> {
                // does not travel
            }
        }
    }

    private @Nullable Stream ofDump(String source, long serverId) {
        EdgeKey key = byDump.get(dumpKey(source, serverId));
        return key == null || shared.contains(dumpKey(source, serverId)) ? null : stream(key);
    }

    private Stream stream(EdgeKey key) {
        return streams.computeIfAbsent(key, _ -> new Stream());
    }

    private static void count(Deque<Slot> slots, long nanos) {
        long number = nanos / SLOT_NANOS;
        Slot last = slots.peekLast();
        if (last == null || last.number != number) {
            last = new Slot(number, last == null ? nanos : Math.max(nanos, last.firstNanos + SLOT_NANOS));
            slots.addLast(last);
        }
        last.count++;
    }

    private static void answered(Stream stream, TraceEvent.AckReceived ack) {
        Sent last = null;
        while (!stream.unanswered.isEmpty() && stream.unanswered.peekFirst().end().compareTo(ack.position()) <= 0) {
            last = stream.unanswered.removeFirst();
        }
        if (last != null) {
            long latency = ack.nanos() - last.nanos();
            stream.latencyNanos = stream.latencyNanos < 0 ? latency : stream.latencyNanos * 0.95 + latency * 0.05;
            if (stream.shownLatencyNanos < 0 || ack.nanos() / SLOT_NANOS != stream.lastAckNanos / SLOT_NANOS) {
                stream.shownLatencyNanos = Math.round(stream.latencyNanos);
            }
        }
        stream.lastAckNanos = ack.nanos();
    }

    private static void forget(Deque<Slot> slots, long before) {
        while (!slots.isEmpty() && slots.peekFirst().firstNanos < before) {
            slots.removeFirst();
        }
    }

    /** The marks of a channel as of the last instant. */
    List<Mark> marks(EdgeKey key) {
        Stream stream = streams.get(key);
        List<Mark> marks = new ArrayList<>();
        if (stream != null) {
            stream.events.forEach(slot -> mark(slot, marks, Direction.TO_REPLICA));
            stream.acks.forEach(slot -> mark(slot, marks, Direction.TO_SOURCE));
        }
        return marks;
    }

    private enum Direction {
        TO_REPLICA, TO_SOURCE
    }

    private void mark(Slot slot, List<Mark> marks, Direction direction) {
        double way = (double) (lastNanos - slot.firstNanos) / TRAVEL_NANOS;
        if (way >= 0 && way <= 1) {
            boolean ack = direction == Direction.TO_SOURCE;
            marks.add(new Mark(ack ? 1 - way : way, ack, slot.count));
        }
    }

    /** Mean time from sending an event to reading its ACK; -1 if none came lately. */
    long ackLatencyNanos(EdgeKey key) {
        Stream stream = streams.get(key);
        return stream == null || lastNanos - stream.lastAckNanos > ACK_IS_OLD_NANOS ? -1 : stream.shownLatencyNanos;
    }
}
