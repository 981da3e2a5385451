package dev.lockstep.app.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceTimeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The trace as the window reads it: the state at the playhead, marks, rates and starved stretches. {@link #refresh} is
 * called once per pulse; nothing else reads the trace's events on the window's behalf. Window's thread only.
 */
public final class Recording {
    private static final int EVENTS_PER_BATCH = 65_536;

    private final TraceLog log;
    private final LongSupplier clock;
    private final TraceTimeline timeline;
    private final Playhead playhead = new Playhead();
    private final Marks marks = new Marks();
    private final Starvation starvation = new Starvation();
    private final Map<String, Rates> rates = new HashMap<>();
    private final Map<String, FlushTimes> flushTimes = new HashMap<>();
    private final Set<String> nodesEver = new HashSet<>();
    private final PacketLog packets = new PacketLog();
    private final List<TraceEvent.StatementSent> statements = new ArrayList<>();
    private final ReadOnlyObjectWrapper<LabState> state;
    private LabState live;
    private long nextEvent;
    private long lastPulseNanos = -1;

    /** A recording that goes on as long as the clock does. */
    public Recording(TraceLog log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
        timeline = new TraceTimeline(log);
        nextEvent = log.eventBegin();
        live = timeline.latest(clock.getAsLong());
        state = new ReadOnlyObjectWrapper<>(live);
    }

    /** Takes in what is new and moves the playhead. {@code pulseNanos} is the viewer's clock. */
    public void refresh(long pulseNanos) {
        readEvents();
        long now = clock.getAsLong();
        live = timeline.latest(now);
        starvation.observe(live);
        playhead.advance(now, lastPulseNanos < 0 ? 0 : pulseNanos - lastPulseNanos);
        lastPulseNanos = pulseNanos;
        if (playhead.getMode() == Playhead.Mode.LIVE) {
            state.set(live);
        } else if (state.get().nanos() != playhead.nanos()) {
            state.set(timeline.at(playhead.nanos()));
        }
    }

    private void readEvents() {
        long end = log.eventEnd();
        for (long from = nextEvent; from < end; from += EVENTS_PER_BATCH) {
            log.events(from, Math.min(end, from + EVENTS_PER_BATCH)).forEach(this::apply);
        }
        nextEvent = end;
    }

    private void apply(TraceEvent event) {
        marks.apply(event);
        switch (event) {
            case TraceEvent.NodeStarted e -> nodesEver.add(e.node());
            case TraceEvent.PacketRead e -> packets.read(e);
            case TraceEvent.StatementSent e -> statements.add(e);
            case TraceEvent.TransactionCommitted e -> rates(e.node()).committed(e.nanos());
            case TraceEvent.AckWaitEnded e when e.outcome() == TraceEvent.AckWaitEnded.Outcome.ACKED ->
                rates(e.node()).acked(e.nanos(), e.waitedNanos());
            case TraceEvent.TransactionFlushed e ->
                flushTimes.computeIfAbsent(e.node(), _ -> new FlushTimes()).flushed(e.end(), e.nanos());
            default -> {
                // only the state depends on it
            }
        }
    }

    /** The instant that is shown, and how it moves. */
    public Playhead playhead() {
        return playhead;
    }

    /** The state at the instant that is shown. */
    public ReadOnlyObjectProperty<LabState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The state at the instant that is shown. */
    public LabState getState() {
        return state.get();
    }

    /** The newest state, whatever is shown. */
    public LabState live() {
        return live;
    }

    /** The state at any other instant. */
    public LabState at(long nanos) {
        return timeline.at(nanos);
    }

    /** The trace itself. */
    public TraceLog log() {
        return log;
    }

    /** All marks up to now, in the order of time. */
    public List<Mark> marks() {
        return marks.list();
    }

    /** When the last mark at or before an instant was, 0 if there was none. */
    public long lastMarkBefore(long nanos) {
        return marks.lastBefore(nanos);
    }

    /** The packets of all channels. */
    public PacketLog packets() {
        return packets;
    }

    /** All statements that people, scenarios and the lab sent, in order. */
    public List<TraceEvent.StatementSent> statements() {
        return Collections.unmodifiableList(statements);
    }

    /** Names of all nodes that have ever started, also of those that are gone. */
    public Set<String> nodesEver() {
        return Collections.unmodifiableSet(nodesEver);
    }

    /** Pairs of begin and end of the stretches in which a channel starved. */
    public List<long[]> starvedSpans() {
        return starvation.spans().stream().map(span -> new long[]{span.fromNanos(), span.toNanos()}).toList();
    }

    /** Commit rate and ACK waits of a source. */
    public Rates rates(String node) {
        return rates.computeIfAbsent(node, _ -> new Rates());
    }

    /** When the oldest transaction of a source behind a position was written, -1 if there is none at that instant. */
    public long oldestMissingNanos(String source, @Nullable BinlogPosition position, long atNanos) {
        FlushTimes times = flushTimes.get(source);
        return times == null ? -1 : times.firstAfter(position, atNanos);
    }
}
