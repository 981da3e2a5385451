package dev.lockstep.app.control;

import java.util.Locale;

/** Durations for people: three significant figures and the unit that suits them. */
public final class DurationText {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private DurationText() {}

    /** For example {@code 850 ns}, {@code 9.02 ms}, {@code 21.4 s} or {@code 2 min 05 s}. */
    public static String of(long nanos) {
        if (nanos < 0) {
            return "−" + of(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos);
        }
        if (nanos < MICRO) {
            return nanos + " ns";
        }
        if (nanos < MILLI) {
            return rounded(nanos, MICRO, " µs", MILLI);
        }
        if (nanos < SECOND) {
            return rounded(nanos, MILLI, " ms", SECOND);
        }
        if (nanos < MINUTE) {
            return rounded(nanos, SECOND, " s", MINUTE);
        }
        if (nanos < HOUR) {
            return String.format(Locale.ROOT, "%d min %02d s", nanos / MINUTE, nanos % MINUTE / SECOND);
        }
        return String.format(Locale.ROOT, "%d h %02d min", nanos / HOUR, nanos % HOUR / MINUTE);
    }

    /** A setting in milliseconds, without figures that say nothing: {@code 10 s}, {@code 1.5 s}, {@code 250 ms}. */
    public static String ofMillis(long millis) {
        return millis >= 1_000 && millis % 100 == 0 && millis < 60_000
                ? (millis % 1_000 == 0 ? Long.toString(millis / 1_000) : Double.toString(millis / 1_000.0)) + " s"
                : millis < 1_000 ? millis + " ms" : of(millis * MILLI);
    }

    private static String rounded(long nanos, long unit, String name, long next) {
        double value = (double) nanos / unit;
        if (value >= 99.95) {
            long whole = Math.round(value);
            return whole * unit >= next ? of(next) : whole + name;
        }
        if (value >= 59.95 && unit == SECOND) {
            return of(next);
        }
        return String.format(Locale.ROOT, value >= 9.995 ? "%.1f" : "%.2f", value) + name;
    }
}
