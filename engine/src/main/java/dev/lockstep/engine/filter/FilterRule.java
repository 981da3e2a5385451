package dev.lockstep.engine.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of rules, under the names of options, of MariaDB's variables and of MySQL's statement. */
public enum FilterRule {
    /** Only these databases. */
    REPLICATE_DO_DB,
    /** All but these databases. */
    REPLICATE_IGNORE_DB,
    /** Only these tables, {@code database.table}. */
    REPLICATE_DO_TABLE,
    /** All but these tables. */
    REPLICATE_IGNORE_TABLE,
    /** Only tables that are like one of these, {@code %} and {@code _} stand for anything. */
    REPLICATE_WILD_DO_TABLE,
    /** All but tables that are like one of these. */
    REPLICATE_WILD_IGNORE_TABLE,
    /** {@code from->to}: what is in one database goes to another. */
    REPLICATE_REWRITE_DB;

    /** The rule of that name, whatever the case. */
    public static Optional<FilterRule> named(String name) {
        return Arrays.stream(values()).filter(rule -> rule.name().equalsIgnoreCase(name)).findFirst();
    }

    /** As options and variables write it. */
    public String variable() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its values are tables rather than databases. */
    boolean namesTables() {
        return this == REPLICATE_DO_TABLE || this == REPLICATE_IGNORE_TABLE || namesPatterns();
    }

    /** Whether its values are patterns. */
    boolean namesPatterns() {
        return this == REPLICATE_WILD_DO_TABLE || this == REPLICATE_WILD_IGNORE_TABLE;
    }
}
