package dev.lockstep.app.timeline;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.TraceLog;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the lock timeline shows. FX thread only; needs no toolkit. The shell calls {@link #show} once per pulse.
 */
public final class TimelineViewModel {
    /** Value of {@link #cursorNanosProperty()} while there is no cursor. */
    public static final long NO_CURSOR = -1;

    private final LongProperty cursorNanos = new SimpleLongProperty(this, "cursorNanos", NO_CURSOR);
    private final BooleanProperty following = new SimpleBooleanProperty(this, "following", true);
    private final ObservableList<LockName> locks = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable LockName> lock = new SimpleObjectProperty<>(this, "lock");

    /** Shows a recording up to an instant: the live one, or one under the recording's handle. */
    public void show(LabState state, TraceLog log, long nowNanos) {}

    /** The instant under the cursor line, shared with the other panes; {@link #NO_CURSOR} without one. */
    public LongProperty cursorNanosProperty() {
        return cursorNanos;
    }

    /** Whether the window follows the present; off once a person pans or the shell pauses the view. */
    public BooleanProperty followingProperty() {
        return following;
    }

    /** The locks that can be chosen. */
    public ObservableList<LockName> locks() {
        return locks;
    }

    /** The lock whose lanes are shown; null before there is any. */
    public ObjectProperty<@Nullable LockName> lockProperty() {
        return lock;
    }
}
