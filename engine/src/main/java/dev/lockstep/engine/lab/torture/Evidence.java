package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the trace says of the commits on the source during one schedule, and of positions that went back. */
final class Evidence {
    /** A commit that semi-sync counted as acknowledged: when it was in the binlog, and when its client might be told. */
    record Acknowledged(BinlogPosition end, long flushedNanos, long committedNanos) {}

    /** From one moment to another. */
    record Span(long fromNanos, long toNanos) {}

    private record Place(int thread, BinlogPosition end) {}

    private final Map<Integer, List<TraceEvent.TransactionCommitted>> commits = new HashMap<>();
    private final Map<Place, Long> flushes = new HashMap<>();
    private final Map<String, BinlogPosition> last = new HashMap<>();
    private final List<String> backwards = new ArrayList<>();

    /**
     * Takes all events of a schedule, in their order.
     *
     * @param resets while positions may begin anew
     */
    Evidence(List<TraceEvent> events, String source, List<Span> resets) {
        int resetsOver = 0;
        for (TraceEvent event : events) {
            boolean within = false;
            if (resetsOver < resets.size()) {
                Span reset = resets.get(resetsOver);
                within = event.nanos() >= reset.fromNanos();
                resetsOver += event.nanos() > reset.toNanos() ? 1 : 0;
            }
            if (within) {
                last.clear();
            }
            switch (event) {
                case TraceEvent.TransactionCommitted committed when committed.node().equals(source) ->
                    commits.computeIfAbsent(committed.thread(), any -> new ArrayList<>()).add(committed);
                case TraceEvent.TransactionFlushed flushed when flushed.node().equals(source) -> {
                    flushes.put(new Place(flushed.thread(), flushed.end()), flushed.nanos());
                    moved("binlog", flushed.end());
                }
                case TraceEvent.AckReceived ack -> moved("ACKs of " + ack.replicaServerId(), ack.position());
                case TraceEvent.DumpStarted dump -> last.remove("ACKs of " + dump.replicaServerId());
                case TraceEvent.EventReceived received when received.end().offset() > BinlogPosition.FIRST_OFFSET ->
                    moved("received by " + received.node(), received.end());
                case TraceEvent.ChannelThreadChanged changed -> last.remove("received by " + changed.node());
                case TraceEvent.TransactionApplied applied -> moved("applied by " + applied.node(), applied.end());
                case TraceEvent.NodeStarted started -> last.remove("applied by " + started.node());
                default -> {
                    // says nothing of positions
                }
            }
        }
    }

    private void moved(String what, BinlogPosition to) {
        BinlogPosition before = last.put(what, to);
        if (before != null && before.compareTo(to) > 0) {
            backwards.add(what + ": from " + before + " to " + to);
        }
    }

    /** Positions that went back. */
    List<String> backwards() {
        return backwards;
    }

    /** How a commit was counted that a client was told of; null if the trace has no such commit. */
    TraceEvent.@Nullable TransactionCommitted commit(Writer.Told told) {
        List<TraceEvent.TransactionCommitted> all = commits.getOrDefault(told.thread(), List.of());
        return told.commit() < all.size() ? all.get(told.commit()) : null;
    }

    /** The same, of one that semi-sync counted as acknowledged; null of others. */
    @Nullable
    Acknowledged acknowledged(Writer.Told told) {
        TraceEvent.TransactionCommitted committed = commit(told);
        if (committed == null || !committed.semiSync()) {
            return null;
        }
        long flushed = flushes.getOrDefault(new Place(committed.thread(), committed.end()), 0L);
        return new Acknowledged(committed.end(), flushed, committed.nanos());
    }
}
