package dev.lockstep.app.topology;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceLog;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * What the topology shows at one instant. FX thread only; needs no toolkit. The shell calls {@link #show} once per pulse.
 */
public final class TopologyViewModel {
    private final ObjectProperty<TopologySelection> selection = new SimpleObjectProperty<>(this, "selection",
            new TopologySelection.None());

    /** Shows an instant of a recording: the live one, or one under the recording's handle. */
    public void show(LabState state, TraceLog log, long nowNanos) {}

    /** What is chosen; may be set from outside. */
    public ObjectProperty<TopologySelection> selectionProperty() {
        return selection;
    }
}
