package dev.lockstep.app.cli;

import java.util.Locale;

/** Times for a reader of the terminal. */
final class Millis {
    private static final double NANOS = 1e6;

    private Millis() {}

    /** Milliseconds with as many digits as they are worth; seconds from ten on. */
    static String of(long nanos) {
        double millis = nanos / NANOS;
        if (millis >= 10_000) {
            return String.format(Locale.ROOT, "%,.1f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%,.0f ms", millis);
    }
}
