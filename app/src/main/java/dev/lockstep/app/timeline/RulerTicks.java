package dev.lockstep.app.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Marks of the time ruler: at round distances, labelled relative to the start of the window in one unit that suits the
 * distance.
 */
record RulerTicks(List<Tick> ticks, long stepNanos) {
    private static final long[] STEPS_OF_MINUTES = {1, 2, 5, 10, 15, 30, 60};
    private static final long SECOND = 1_000_000_000L;

    /** A mark. */
    record Tick(long nanos, String label) {}

    static RulerTicks of(TimeWindow window, double widthPixels, double minPixelsPerTick) {
        long step = step(window.spanNanos() * minPixelsPerTick / Math.max(1, widthPixels));
        List<Tick> ticks = new ArrayList<>();
        for (long at = 0; at <= window.spanNanos(); at += step) {
            ticks.add(new Tick(window.startNanos() + at, label(at, step)));
        }
        return new RulerTicks(ticks, step);
    }

    private static long step(double atLeastNanos) {
        for (long decade = 1; decade < SECOND * 10; decade *= 10) {
            for (long factor : new long[]{1, 2, 5}) {
                long step = decade * factor;
                if (step >= atLeastNanos && step <= 30 * SECOND) {
                    return step;
                }
            }
        }
        for (long minutes : STEPS_OF_MINUTES) {
            long step = minutes == 1 && atLeastNanos <= 30 * SECOND ? 30 * SECOND : minutes * 60 * SECOND;
            if (step >= atLeastNanos) {
                return step;
            }
        }
        return 3600 * SECOND;
    }

    private static String label(long nanos, long step) {
        if (step >= 30 * SECOND) {
            long seconds = nanos / SECOND;
            return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
        }
        if (step >= SECOND / 10) {
            return inUnit(nanos, step, SECOND, "s");
        }
        if (step >= 1_000_000) {
            return inUnit(nanos, step, 1_000_000, "ms");
        }
        return step >= 1_000 ? inUnit(nanos, step, 1_000, "µs") : nanos + " ns";
    }

    private static String inUnit(long nanos, long step, long unit, String name) {
        String pattern = step % unit == 0 ? "%.0f " : "%.1f ";
        return String.format(Locale.ROOT, pattern, (double) nanos / unit) + name;
    }
}
