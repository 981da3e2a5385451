package dev.lockstep.engine.sql.variable;

import java.util.List;

/** Which values a variable takes. The Java class of a value is named at each. */
public sealed interface VariableType {

    /** ON or OFF: {@code Boolean}. SELECT shows 1 or 0, SHOW shows ON or OFF. */
    record Switch() implements VariableType {}

    /** A whole number: {@code Long}. Values beyond the range are moved to its ends, as servers do. */
    record Whole(long min, long max) implements VariableType {}

    /** A number with fraction: {@code Double}. */
    record Decimal(double min, double max) implements VariableType {}

    /** One of some words: {@code String} as listed. A number chooses by index. */
    record Choice(List<String> words) implements VariableType {}

    /** Any of some words, with commas between: {@code String}. */
    record Flags(List<String> words) implements VariableType {}

    /** Text: {@code String}. */
    record Text() implements VariableType {}

    /** Text or NULL: {@code String} or null. */
    record NullableText() implements VariableType {}
}
