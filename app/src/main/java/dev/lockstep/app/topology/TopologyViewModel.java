package dev.lockstep.app.topology;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the topology shows at one instant. FX thread only; needs no toolkit. The shell calls {@link #show} once per pulse.
 */
public final class TopologyViewModel {
    /** Figures change at most this often while time runs: faster ones can't be read. */
    private static final long READABLE_NANOS = 250_000_000;

    private final ObjectProperty<TopologySelection> selection = new SimpleObjectProperty<>(this, "selection",
            new TopologySelection.None());
    private final ReadOnlyObjectWrapper<TopologyPicture> picture = new ReadOnlyObjectWrapper<>(this, "picture",
            TopologyPicture.EMPTY);
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private final ReadOnlyLongWrapper trafficRevision = new ReadOnlyLongWrapper(this, "trafficRevision");
    private final Traffic traffic = new Traffic();
    private Map<EdgeKey, List<Traffic.Mark>> marks = Map.of();
    private @Nullable LabState state;
    private long lastNanos = -READABLE_NANOS;
    private long builtNanos = -READABLE_NANOS;

    /** Shows nothing yet. */
    public TopologyViewModel() {
        picture.addListener((_, _, _) -> touch());
        selection.addListener((_, _, _) -> touch());
    }

    /** Shows an instant of a recording: the live one, or one under the recording's handle. */
    public void show(LabState shown, TraceLog log, long nowNanos) {
        state = shown;
        traffic.advance(shown, log, nowNanos);
        if (nowNanos == lastNanos || Math.abs(nowNanos - builtNanos) >= READABLE_NANOS) {
            builtNanos = nowNanos;
            picture.set(new PictureBuilder(shown, log, traffic, nowNanos).build());
        }
        lastNanos = nowNanos;
        Map<EdgeKey, List<Traffic.Mark>> moved = new HashMap<>();
        for (ChannelEdge edge : picture().edges()) {
            if (edge.line() == ChannelEdge.Line.SEMI_SYNC || edge.line() == ChannelEdge.Line.PLAIN) {
                List<Traffic.Mark> found = traffic.marks(edge.key());
                if (!found.isEmpty()) {
                    moved.put(edge.key(), found);
                }
            }
        }
        if (!moved.equals(marks)) {
            marks = moved;
            trafficRevision.set(trafficRevision.get() + 1);
        }
    }

    private void touch() {
        revision.set(revision.get() + 1);
    }

    /** How many events or ACKs one mark stands for at present, on the average; 0 while nothing moves. */
    int perMark(MarkKind kind) {
        List<Traffic.Mark> all = new ArrayList<>();
        marks.values().forEach(all::addAll);
        return (int) Math.round(all.stream().filter(mark -> mark.ack() == (kind == MarkKind.ACK))
                .mapToInt(Traffic.Mark::count).average().orElse(0));
    }

    /** What moves. */
    enum MarkKind {
        EVENT, ACK
    }

    List<Traffic.Mark> marks(EdgeKey key) {
        return marks.getOrDefault(key, List.of());
    }

    /** What is broken on purpose of a node as of the instant shown. */
    List<LabState.FaultState> faultsOf(String node) {
        LabState shown = state;
        return shown == null ? List.of() : shown.faultsOfNode(node);
    }

    /** What is broken on purpose on the line of a channel. */
    List<LabState.FaultState> faultsOf(EdgeKey edge) {
        LabState shown = state;
        return shown == null ? List.of() : shown.faultsOfChannel(edge.replica(), edge.channel());
    }

    /** A value of a node's global variable as of the instant shown, null if the trace does not tell it. */
    @Nullable
    String variable(String node, String name) {
        LabState shown = state;
        LabState.NodeState found = shown == null ? null : shown.nodes().get(node);
        return found == null ? null : found.variables().get(name);
    }

    TopologyPicture picture() {
        return Objects.requireNonNull(picture.get());
    }

    ReadOnlyObjectProperty<TopologyPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** Changes whenever what moves along the edges is somewhere else. */
    ReadOnlyLongProperty trafficRevisionProperty() {
        return trafficRevision.getReadOnlyProperty();
    }

    /** Changes whenever there is something to draw, other than what moves along the edges. */
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** What is chosen; may be set from outside. */
    public ObjectProperty<TopologySelection> selectionProperty() {
        return selection;
    }
}
