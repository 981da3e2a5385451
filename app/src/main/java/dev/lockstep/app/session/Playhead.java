package dev.lockstep.app.session;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The instant that all views show. It follows the lab (LIVE), stands (PAUSED), or walks through the recording at a speed
 * of its own (REPLAYING) until it has caught up and is LIVE again. The lab runs on in any case.
 *
 * <p>LIVE to PAUSED: {@link #pause}, {@link #seek}. PAUSED to REPLAYING: {@link #resume}. REPLAYING to PAUSED:
 * {@link #pause}, {@link #seek}; to LIVE by catching up. Any to LIVE: {@link #goLive}.
 */
public final class Playhead {
    private final ReadOnlyObjectWrapper<Mode> mode = new ReadOnlyObjectWrapper<>(Mode.LIVE);
    private double speed = 1;
    private long nanos;
    private long endNanos;

    /** How the shown instant moves. */
    public enum Mode {
        LIVE, PAUSED, REPLAYING
    }

    /** How it moves. */
    public ReadOnlyObjectProperty<Mode> modeProperty() {
        return mode.getReadOnlyProperty();
    }

    /** How it moves. */
    public Mode getMode() {
        return mode.get();
    }

    /** The instant shown, in nanoseconds of the lab. */
    public long nanos() {
        return nanos;
    }

    /** Where the recording ends. */
    public long endNanos() {
        return endNanos;
    }

    /** How many seconds of the lab pass in a second of the viewer while replaying. */
    public double speed() {
        return speed;
    }

    /** Sets the speed of replaying. */
    public void setSpeed(double newSpeed) {
        speed = newSpeed;
    }

    /** Stands still. */
    public void pause() {
        mode.set(Mode.PAUSED);
    }

    /** Walks on from where it stands. */
    public void resume() {
        mode.set(nanos >= endNanos ? Mode.LIVE : Mode.REPLAYING);
    }

    /** Follows the lab. */
    public void goLive() {
        nanos = endNanos;
        mode.set(Mode.LIVE);
    }

    /** Stands still at an instant. */
    public void seek(long wantedNanos) {
        nanos = Math.clamp(wantedNanos, 0, endNanos);
        mode.set(Mode.PAUSED);
    }

    /** Time has passed: the recording now ends at {@code newEndNanos}, and so much time went by for the viewer. */
    void advance(long newEndNanos, long viewerNanos) {
        endNanos = Math.max(endNanos, newEndNanos);
        if (mode.get() == Mode.REPLAYING) {
            nanos += (long) (viewerNanos * speed);
            if (nanos >= endNanos) {
                mode.set(Mode.LIVE);
            }
        }
        if (mode.get() == Mode.LIVE) {
            nanos = endNanos;
        }
    }
}
