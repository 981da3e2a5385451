package dev.lockstep.engine.node.session;

import java.util.Map;
import java.util.stream.Collectors;

/** {@code sql_mode} as the number that query events carry (MySQL 5.7's bits). */
public final class SqlModes {
    private static final Map<String, Integer> BITS = Map.ofEntries(Map.entry("REAL_AS_FLOAT", 0),
            Map.entry("PIPES_AS_CONCAT", 1), Map.entry("ANSI_QUOTES", 2), Map.entry("IGNORE_SPACE", 3),
            Map.entry("ONLY_FULL_GROUP_BY", 5), Map.entry("NO_UNSIGNED_SUBTRACTION", 6),
            Map.entry("NO_DIR_IN_CREATE", 7), Map.entry("ANSI", 18), Map.entry("NO_AUTO_VALUE_ON_ZERO", 19),
            Map.entry("NO_BACKSLASH_ESCAPES", 20), Map.entry("STRICT_TRANS_TABLES", 21),
            Map.entry("STRICT_ALL_TABLES", 22), Map.entry("NO_ZERO_IN_DATE", 23), Map.entry("NO_ZERO_DATE", 24),
            Map.entry("ALLOW_INVALID_DATES", 25), Map.entry("ERROR_FOR_DIVISION_BY_ZERO", 26),
            Map.entry("TRADITIONAL", 27), Map.entry("NO_AUTO_CREATE_USER", 28), Map.entry("HIGH_NOT_PRECEDENCE", 29),
            Map.entry("NO_ENGINE_SUBSTITUTION", 30), Map.entry("PAD_CHAR_TO_FULL_LENGTH", 31));

    private SqlModes() {}

    /** The text of {@code sql_mode} for such a number; bits without a name here are left out. */
    public static String names(long bits) {
        return BITS.entrySet().stream().filter(mode -> (bits >>> mode.getValue() & 1) != 0)
                .sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey).collect(Collectors.joining(","));
    }

    static long bits(String modes) {
        long bits = 0;
        for (String mode : modes.split(",")) {
            Integer bit = BITS.get(mode.trim());
            if (bit != null) {
                bits |= 1L << bit;
            }
        }
        return bits;
    }
}
