package dev.lockstep.app.fx;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * The only way to the window's thread. What other threads post is queued and run once per pulse, in the order of posting;
 * what listens to pulses runs after that. While nobody listens, nothing ticks.
 */
public final class FxPump {
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeRequested = new AtomicBoolean();
    private final List<PulseListener> listeners = new CopyOnWriteArrayList<>();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long nanos) {
            pulse(nanos);
        }
    };
    private volatile boolean ticking;

    /** Called on the window's thread once per pulse, with the pulse's time in nanoseconds. */
    @FunctionalInterface
    public interface PulseListener {
        /** A pulse. */
        void pulse(long nanos);
    }

    /** Runs a task on the window's thread at the next pulse. Any thread. */
    public void post(Runnable task) {
        posted.add(task);
        if (!ticking && wakeRequested.compareAndSet(false, true)) {
            Platform.runLater(this::wake);
        }
    }

    /** Listens to pulses until {@link #removePulseListener}. Window's thread only. */
    public void addPulseListener(PulseListener listener) {
        listeners.add(listener);
        ticking = true;
        timer.start();
    }

    /** Stops listening. Window's thread only. */
    public void removePulseListener(PulseListener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            timer.stop();
            ticking = false;
            drain();
        }
    }

    private void wake() {
        wakeRequested.set(false);
        drain();
    }

    private void pulse(long nanos) {
        drain();
        listeners.forEach(listener -> listener.pulse(nanos));
    }

    private void drain() {
        Queue<Runnable> batch = new ArrayDeque<>();
        for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
            batch.add(task);
        }
        batch.forEach(Runnable::run);
    }
}
