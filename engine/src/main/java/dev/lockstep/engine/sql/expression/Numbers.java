package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.result.SqlValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MySQL's conversions to numbers: text counts as the number it begins with, else 0. */
public final class Numbers {
    private static final Pattern LEADING = Pattern.compile("\\s*([+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?)");
    private static final int MAX_DIGITS = 300;

    private Numbers() {}

    /** Whether a condition holds: not NULL and not 0. */
    public static boolean truth(@Nullable Object value) {
        return value != null && number(value).signum() != 0;
    }

    /** The value as a number. */
    public static BigDecimal number(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            case Integer n -> BigDecimal.valueOf(n);
            case Long n -> BigDecimal.valueOf(n);
            case BigInteger n -> new BigDecimal(n);
            case BigDecimal n -> n;
            case Double n -> Double.isFinite(n) ? BigDecimal.valueOf(n) : BigDecimal.ZERO;
            case Float n -> Float.isFinite(n) ? BigDecimal.valueOf(n) : BigDecimal.ZERO;
            default -> leading(SqlValues.text(value));
        };
    }

    /** Whether its type is a number's. */
    public static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static BigDecimal leading(String text) {
        Matcher matcher = LEADING.matcher(text.length() > MAX_DIGITS ? text.substring(0, MAX_DIGITS) : text);
        return matcher.lookingAt() ? new BigDecimal(matcher.group(1)) : BigDecimal.ZERO;
    }
}
