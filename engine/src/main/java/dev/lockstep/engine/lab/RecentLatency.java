package dev.lockstep.engine.lab;

import org.HdrHistogram.Histogram;

/** A histogram of the last two to four seconds. Thread-safe. */
final class RecentLatency {
    private static final long PERIOD_NANOS = 2_000_000_000;
    private static final long MAX_MICROS = 3_600_000_000L;

    private Histogram previous = fresh();
    private Histogram current = fresh();
    private long currentSince;

    private static Histogram fresh() {
        return new Histogram(MAX_MICROS, 2);
    }

    /** Adds a value that was measured at a time. */
    synchronized void record(long nanos, long micros) {
        rotate(nanos);
        current.recordValue(Math.clamp(micros, 0, MAX_MICROS));
    }

    /** A copy of what was measured shortly before a time. */
    synchronized Histogram recent(long nanos) {
        rotate(nanos);
        Histogram both = previous.copy();
        both.add(current);
        return both;
    }

    private void rotate(long nanos) {
        if (nanos - currentSince >= PERIOD_NANOS) {
            previous = nanos - currentSince < 2 * PERIOD_NANOS ? current : fresh();
            current = fresh();
            currentSince = nanos;
        }
    }
}
