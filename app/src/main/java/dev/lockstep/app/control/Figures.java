package dev.lockstep.app.control;

import java.util.Locale;

/** Numbers and times as the screen writes them: grouped by commas, a point for decimals, units last. */
public final class Figures {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final int MOST_DIGITS = 18;

    private Figures() {}

    /** {@code 26,311}. */
    public static String grouped(long value) {
        String digits = Long.toString(value);
        int first = value < 0 ? 1 : 0;
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > first; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** {@code +26,311}, {@code −1}, or nothing for zero. */
    public static String change(long value) {
        return value == 0 ? "" : (value > 0 ? "+" : "−") + grouped(Math.abs(value));
    }

    /** A text that is a whole number, grouped; any other text as it is. */
    public static String groupedIfNumber(String text) {
        return isWhole(text, 4) ? grouped(Long.parseLong(text)) : text;
    }

    /** Whether a text is a whole number of at least so many digits, and few enough for a {@code long}. */
    public static boolean isWhole(String text, int leastDigits) {
        int from = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - from;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return digits >= leastDigits && digits <= MOST_DIGITS;
    }

    /** {@code 20 µs}, {@code 1.1 ms}, {@code 21.4 s}, {@code 3 min 5 s}. */
    public static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < NANOS_PER_MILLI) {
            return String.format(Locale.ROOT, "%.0f µs", nanos / 1e3);
        }
        if (nanos < NANOS_PER_SECOND) {
            return String.format(Locale.ROOT, nanos < 100 * NANOS_PER_MILLI ? "%.1f ms" : "%.0f ms", nanos / 1e6);
        }
        if (nanos < 120 * NANOS_PER_SECOND) {
            return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
        }
        long seconds = nanos / NANOS_PER_SECOND;
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** {@code 21 s}: whole seconds, for texts that should not flicker. */
    public static String seconds(long nanos) {
        long seconds = nanos / NANOS_PER_SECOND;
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** {@code 01:02.418}: a time within the recording. */
    public static String clock(long nanos) {
        long millis = Math.max(0, nanos) / NANOS_PER_MILLI;
        return String.format(Locale.ROOT, "%02d:%02d.%03d", millis / 60_000, millis / 1000 % 60, millis % 1000);
    }

    /** {@code 01:02}. */
    public static String shortClock(long nanos) {
        long seconds = Math.max(0, nanos) / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
