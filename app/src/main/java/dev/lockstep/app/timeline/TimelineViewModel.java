package dev.lockstep.app.timeline;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.TraceLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the lock timeline shows. FX thread only; needs no toolkit. The shell calls {@link #show} once per pulse.
 *
 * <p>While it follows, the window ends at the instant that is shown. A window shorter than a second would be all new in
 * every frame and could not be read: it moves on in steps of {@link #STEP_NANOS} instead, and the meter with it.
 */
public final class TimelineViewModel {
    /** Value of {@link #cursorNanosProperty()} while there is no cursor. */
    public static final long NO_CURSOR = -1;
    /** How far a short window moves at a time while it follows. */
    public static final long STEP_NANOS = 400_000_000;

    /** In this order; not every server has an ACK receiver. */
    private static final List<String> DEFAULT_LOCKS = List.of("Ack_receiver::m_mutex", "LOCK_binlog_", "LOCK_binlog",
            "LOCK_log");
    private static final long SMOOTH_FROM_NANOS = 1_000_000_000;
    private static final long DEFAULT_SPAN_NANOS = 12_000_000;
    private static final int ROWS_PER_PULSE = 300_000;
    private static final long READABLE_NANOS = 100_000_000;
    private static final long LINGER_NANOS = 2_000_000_000;

    private final LongProperty cursorNanos = new SimpleLongProperty(this, "cursorNanos", NO_CURSOR);
    private final BooleanProperty following = new SimpleBooleanProperty(this, "following", true);
    private final ObservableList<LockName> locks = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable LockName> lock = new SimpleObjectProperty<>(this, "lock");
    private final ReadOnlyObjectWrapper<TimeWindow> window = new ReadOnlyObjectWrapper<>(this, "window",
            new TimeWindow(0, DEFAULT_SPAN_NANOS));
    private final ReadOnlyObjectWrapper<Starvation> starvation = new ReadOnlyObjectWrapper<>(this, "starvation",
            Starvation.NONE);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");

    private @Nullable LockIndex index;
    private ThreadRoles roles = new ThreadRoles();
    private @Nullable TraceLog log;
    private List<LaneRow> rows = List.of();
    private boolean complete = true;
    private boolean lockChosen;
    private long nowNanos;
    private long lastHorizonNanos = -1;
    private long measuredNanos;

    /** Follows the present. */
    public TimelineViewModel() {
        lock.addListener((_, _, _) -> lockChanged());
        cursorNanos.addListener((_, _, _) -> touch());
        following.addListener((_, _, on) -> {
            if (on) {
                moveTo(TimeWindow.endingAt(nowNanos, window().spanNanos()));
            }
        });
    }

    /** Shows a recording up to an instant: the live one, or one under the recording's handle. */
    public void show(LabState state, TraceLog shown, long now) {
        if (shown != log) {
            opened(shown);
        }
        roles.advance(shown, state);
        offerLocks(state, shown);
        note.set(RealServerNote.of(state, shown));
        boolean moved = now != nowNanos;
        boolean jumped = now < nowNanos || now - nowNanos > SMOOTH_FROM_NANOS;
        nowNanos = now;
        LockIndex current = index;
        if (current == null) {
            return;
        }
        boolean wasComplete = complete;
        complete = current.advance(now, ROWS_PER_PULSE);
        boolean grew = current.horizonNanos() != lastHorizonNanos || !complete || !wasComplete;
        lastHorizonNanos = current.horizonNanos();
        if (following.get()) {
            follow(now, moved, jumped || complete != wasComplete);
        } else if (grew && window().endNanos() >= lastHorizonNanos - SMOOTH_FROM_NANOS) {
            refresh();
        } else {
            measureNowAndThen(moved);
        }
    }

    private void measureNowAndThen(boolean moved) {
        if (Math.abs(nowNanos - measuredNanos) >= READABLE_NANOS || !moved && measuredNanos != nowNanos) {
            measure();
        }
    }

    private void opened(TraceLog shown) {
        log = shown;
        roles = new ThreadRoles();
        locks.clear();
        lockChosen = false;
        lock.set(null);
    }

    private void offerLocks(LabState state, TraceLog shown) {
        List<LockName> all = shown.locks();
        if (locks.size() < all.size()) {
            locks.addAll(all.subList(locks.size(), all.size()));
        }
        if (!lockChosen) {
            LockName found = defaultLock(state);
            if (found != null && !found.equals(lock.get())) {
                lock.set(found);
                lockChosen = false;
            }
        }
    }

    /** The first of the usual locks that there is, of the node with most dump threads. */
    private @Nullable LockName defaultLock(LabState state) {
        for (String name : DEFAULT_LOCKS) {
            Optional<LockName> found = locks.stream().filter(one -> one.name().equals(name))
                    .max(Comparator.comparingInt(one -> dumps(state, one.node())));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return null;
    }

    private static int dumps(LabState state, String node) {
        var found = state.nodes().get(node);
        return found == null ? -1 : found.dumps().size();
    }

    private void lockChanged() {
        LockName name = lock.get();
        TraceLog current = log;
        lockChosen = true;
        complete = true;
        lastHorizonNanos = -1;
        index = name == null || current == null ? null : new LockIndex(current, name);
        if (index != null) {
            complete = index.advance(nowNanos, ROWS_PER_PULSE);
        }
        refresh();
    }

    private void follow(long now, boolean moved, boolean jumped) {
        long end = window().endNanos();
        boolean smooth = window().spanNanos() >= SMOOTH_FROM_NANOS;
        if (smooth || jumped || !moved || now < end || now - end >= STEP_NANOS) {
            if (now != end || jumped) {
                moveTo(TimeWindow.endingAt(now, window().spanNanos()));
            }
        }
    }

    private void moveTo(TimeWindow to) {
        window.set(to);
        refresh();
    }

    private void refresh() {
        rows = visibleRows();
        measure();
        touch();
    }

    private void measure() {
        LockIndex current = index;
        measuredNanos = nowNanos;
        starvation.set(current == null ? Starvation.NONE : Starvation.measure(current, window(), nowNanos, roles));
    }

    private void touch() {
        revision.set(revision.get() + 1);
    }

    private List<LaneRow> visibleRows() {
        LockIndex current = index;
        if (current == null) {
            return List.of();
        }
        long to = window().endNanos();
        long from = Math.min(window().startNanos(), to - LINGER_NANOS);
        List<LaneRow> found = new ArrayList<>();
        for (Lane lane : current.lanes()) {
            LaneKind kind = roles.kind(lane.track());
            long since = following.get() ? from : window().startNanos();
            if (kind == LaneKind.SESSION ? lane.worked(since, to) : lane.lived(since, to)) {
                found.add(new LaneRow(lane, kind, roles.label(lane.track())));
            }
        }
        found.sort(Comparator.comparing(LaneRow::kind).thenComparing(row -> !row.lane().usesLock())
                .thenComparingInt(row -> row.lane().track().id()));
        return found;
    }

    /** Zooms by a factor (above 1 shows more) around an instant; while following, around the present. */
    public void zoom(double factor, long aroundNanos) {
        moveTo(window().zoomed(factor, following.get() ? window().endNanos() : aroundNanos));
    }

    /** Moves the window; it no longer follows. */
    public void pan(long deltaNanos) {
        following.set(false);
        moveTo(window().moved(deltaNanos));
    }

    /** Shows a stretch of time; the window no longer follows. */
    public void showWindow(TimeWindow to) {
        following.set(false);
        moveTo(to);
    }

    /** Shows the whole recording, or as much of its end as fits. */
    public void fit() {
        long begin = begin();
        long end = Math.max(horizonNanos(), begin + 1);
        moveTo(TimeWindow.endingAt(end, end - begin));
    }

    /** Goes to the beginning of the recording. */
    public void goToBegin() {
        showWindow(new TimeWindow(begin(), window().spanNanos()));
    }

    /** Puts the cursor at an instant and the window where it is seen. */
    public void reveal(long nanos) {
        cursorNanos.set(nanos);
        if (nanos < window().startNanos() || nanos > window().endNanos()) {
            showWindow(new TimeWindow(nanos - window().spanNanos() / 2, window().spanNanos()));
        }
    }

    private long begin() {
        LockIndex current = index;
        return current == null
                ? 0
                : current.lanes().stream().filter(Lane::usesLock).mapToLong(lane -> lane.track().startedNanos()).min()
                        .orElse(0);
    }

    /** The latest instant that is known of. */
    public long horizonNanos() {
        LockIndex current = index;
        return current == null ? nowNanos : current.horizonNanos();
    }

    /** What is in view. */
    public TimeWindow window() {
        return Objects.requireNonNull(window.get());
    }

    /** What is in view. */
    public ReadOnlyObjectProperty<TimeWindow> windowProperty() {
        return window.getReadOnlyProperty();
    }

    /** The figures of the starvation meter. */
    public ReadOnlyObjectProperty<Starvation> starvationProperty() {
        return starvation.getReadOnlyProperty();
    }

    /** What the lanes of real servers show, or why there are none; empty without such servers. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** Changes whenever there is something to draw. */
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

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

    /** Whether a long recording is still being read. */
    public boolean reading() {
        return !complete;
    }

    List<LaneRow> rows() {
        return rows;
    }

    @Nullable
    LockIndex index() {
        return index;
    }

    ThreadRoles roles() {
        return roles;
    }

    long nowNanos() {
        return nowNanos;
    }
}
