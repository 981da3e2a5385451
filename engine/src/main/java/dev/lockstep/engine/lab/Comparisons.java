package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.Comparison;
import org.jspecify.annotations.Nullable;

/** Whether a value that was found relates to the expected one as it should. */
final class Comparisons {
    private Comparisons() {}

    /**
     * Compares.
     *
     * @param before what was found at the begin, for {@link Comparison.Op#GROWS_BY}; null if nothing was
     */
    static boolean holds(Comparison comparison, String found, @Nullable String before) {
        String expected = comparison.value();
        return switch (comparison.op()) {
            case IS -> found.equalsIgnoreCase(expected);
            case IS_NOT -> !found.equalsIgnoreCase(expected);
            case AT_LEAST -> isNumber(found) && Long.parseLong(found) >= Long.parseLong(expected);
            case AT_MOST -> isNumber(found) && Long.parseLong(found) <= Long.parseLong(expected);
            case GROWS_BY -> before != null && isNumber(found) && isNumber(before)
                    && Long.parseLong(found) - Long.parseLong(before) >= Long.parseLong(expected);
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9]{1,18}");
    }
}
