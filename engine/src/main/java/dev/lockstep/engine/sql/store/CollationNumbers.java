package dev.lockstep.engine.sql.store;

/** The servers' numbers of collations. */
public final class CollationNumbers {
    private CollationNumbers() {}

    /** The number, that of {@code utf8mb4_general_ci} for a name that tables may not have. */
    public static int of(String collation) {
        return Charsets.collationId(collation);
    }

    /** The name, empty for a number that tables may not have. */
    public static String name(int number) {
        return Charsets.collationName(number);
    }
}
