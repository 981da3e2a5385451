package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Character sets and collations that tables may name, with the servers' numbers. Values are kept as Unicode always. */
final class Charsets {
    private static final Map<String, Integer> COLLATIONS = new LinkedHashMap<>();
    private static final Map<String, String> DEFAULTS = Map.of("utf8mb4", "utf8mb4_general_ci", "utf8",
            "utf8_general_ci", "utf8mb3", "utf8_general_ci", "latin1", "latin1_swedish_ci", "ascii",
            "ascii_general_ci", "binary", "binary");

    static {
        COLLATIONS.put("utf8mb4_general_ci", 45);
        COLLATIONS.put("utf8mb4_bin", 46);
        COLLATIONS.put("utf8mb4_unicode_ci", 224);
        COLLATIONS.put("utf8mb4_0900_ai_ci", 255);
        COLLATIONS.put("utf8_general_ci", 33);
        COLLATIONS.put("utf8mb3_general_ci", 33);
        COLLATIONS.put("utf8_unicode_ci", 192);
        COLLATIONS.put("utf8_bin", 83);
        COLLATIONS.put("utf8mb3_bin", 83);
        COLLATIONS.put("latin1_swedish_ci", 8);
        COLLATIONS.put("latin1_bin", 47);
        COLLATIONS.put("latin1_general_ci", 48);
        COLLATIONS.put("ascii_general_ci", 11);
        COLLATIONS.put("ascii_bin", 65);
        COLLATIONS.put("binary", 63);
    }

    private Charsets() {}

    /** The name in lower case; 1115 if there is none. */
    static String charset(String name) throws SqlError {
        String key = name.toLowerCase(Locale.ROOT);
        if (!DEFAULTS.containsKey(key)) {
            throw SqlError.of(1115, "Unknown character set: '" + name + "'");
        }
        return key;
    }

    /** The name in lower case; 1273 if there is none. */
    static String collation(String name) throws SqlError {
        String key = name.toLowerCase(Locale.ROOT);
        if (!COLLATIONS.containsKey(key)) {
            throw SqlError.of(1273, "Unknown collation: '" + name + "'");
        }
        return key;
    }

    static String charsetOf(String collation) {
        int end = collation.indexOf('_');
        return end < 0 ? collation : collation.substring(0, end);
    }

    static String defaultCollationName(String charset) {
        return DEFAULTS.getOrDefault(charset, "utf8mb4_general_ci");
    }

    static int defaultCollation(String charset) {
        return collationId(defaultCollationName(charset));
    }

    /** The first name of that number, empty for none. */
    static String collationName(int number) {
        return COLLATIONS.entrySet().stream().filter(each -> each.getValue() == number).map(Map.Entry::getKey)
                .findFirst().orElse("");
    }

    static int collationId(String collation) {
        return COLLATIONS.getOrDefault(collation, 45);
    }
}
