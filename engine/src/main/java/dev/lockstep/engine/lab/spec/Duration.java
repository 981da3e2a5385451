package dev.lockstep.engine.lab.spec;

/** Times as topology files write them: {@code 250ms}, {@code 20s}, {@code 2min}. */
final class Duration {
    private Duration() {}

    /** In milliseconds; the schema has checked the form. */
    static long parseMillis(String text) {
        int unit = 0;
        while (Character.isDigit(text.charAt(unit))) {
            unit++;
        }
        long count = Long.parseLong(text.substring(0, unit));
        return switch (text.substring(unit).strip()) {
            case "ms" -> count;
            case "s" -> count * 1000;
            default -> count * 60_000;
        };
    }

    /** The shortest way to write it; times that do not fit the form's six digits are rounded up to minutes. */
    static String write(long millis) {
        if (millis % 1000 != 0 && millis < 1_000_000) {
            return millis + "ms";
        }
        long seconds = (millis + 999) / 1000;
        return seconds < 1_000_000 ? seconds + "s" : (seconds + 59) / 60 + "min";
    }
}
