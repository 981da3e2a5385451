package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.SqlValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what SET got into a value of the variable's type, or refuses it as servers do. */
final class ValueCheck {
    private ValueCheck() {}

    /** The value to store; 1231 for a wrong value, 1232 for a wrong type. */
    static @Nullable Object check(SystemVariable variable, @Nullable Object value) throws SqlError {
        return switch (variable.type()) {
            case VariableType.NullableText() -> value == null ? null : text(variable, value);
            case VariableType.Text() -> text(variable, notNull(variable, value));
            case VariableType.Switch() -> toSwitch(variable, notNull(variable, value));
            case VariableType.Whole(long min, long max) -> whole(variable, notNull(variable, value), min, max);
            case VariableType.Decimal(double min, double max) -> decimal(variable, notNull(variable, value), min, max);
            case VariableType.Choice(List<String> words) -> choice(variable, notNull(variable, value), words);
            case VariableType.Flags(List<String> words) -> flags(variable, notNull(variable, value), words);
        };
    }

    /** A start option's text, of which numbers are read as numbers. */
    static @Nullable Object checkText(SystemVariable variable, String text) throws SqlError {
        boolean number = variable.type() instanceof VariableType.Whole || variable.type() instanceof VariableType.Decimal;
        if (number) {
            try {
                return check(variable, new BigDecimal(text.strip()));
            } catch (NumberFormatException notANumber) {
                throw wrongType(variable);
            }
        }
        return check(variable, text);
    }

    private static Object notNull(SystemVariable variable, @Nullable Object value) throws SqlError {
        if (value == null) {
            throw wrongValue(variable, "NULL");
        }
        return value;
    }

    private static SqlError wrongValue(SystemVariable variable, Object value) {
        return SqlError.of(1231, "Variable '" + variable.name() + "' can't be set to the value of '"
                + (value instanceof String text ? text : SqlValues.text(value)) + "'");
    }

    private static SqlError wrongType(SystemVariable variable) {
        return SqlError.of(1232, "Incorrect argument type to variable '" + variable.name() + "'");
    }

    private static Object text(SystemVariable variable, Object value) throws SqlError {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof byte[] bytes) {
            return SqlValues.text(bytes);
        }
        throw wrongType(variable);
    }

    private static Object toSwitch(SystemVariable variable, Object value) throws SqlError {
        String text = SqlValues.text(value).toUpperCase(Locale.ROOT);
        if (value instanceof Double || value instanceof BigDecimal) {
            throw wrongType(variable);
        }
        return switch (text) {
            case "ON", "1", "TRUE" -> true;
            case "OFF", "0", "FALSE" -> false;
            default -> throw wrongValue(variable, value);
        };
    }

    private static Object whole(SystemVariable variable, Object value, long min, long max) throws SqlError {
        if (value instanceof Boolean flag) {
            return clamp(flag ? BigInteger.ONE : BigInteger.ZERO, min, max);
        }
        BigInteger number = switch (value) {
            case Long n -> BigInteger.valueOf(n);
            case Integer n -> BigInteger.valueOf(n);
            case BigInteger n -> n;
            case BigDecimal n when n.scale() <= 0 && n.precision() - n.scale() < 40 -> n.toBigInteger();
            default -> throw wrongType(variable);
        };
        return clamp(number, min, max);
    }

    private static Long clamp(BigInteger number, long min, long max) {
        return number.max(BigInteger.valueOf(min)).min(BigInteger.valueOf(max)).longValue();
    }

    private static Object decimal(SystemVariable variable, Object value, double min, double max) throws SqlError {
        if (!(value instanceof Number number)) {
            throw wrongType(variable);
        }
        double wanted = new BigDecimal(number.toString()).setScale(6, RoundingMode.HALF_UP).doubleValue();
        return Math.clamp(wanted, min, max);
    }

    private static Object choice(SystemVariable variable, Object value, List<String> words) throws SqlError {
        if (value instanceof Boolean flag) {
            return choice(variable, flag ? "ON" : "OFF", words);
        }
        if (value instanceof Long || value instanceof Integer) {
            long index = ((Number) value).longValue();
            if (index < 0 || index >= words.size()) {
                throw wrongValue(variable, value);
            }
            return words.get((int) index);
        }
        if (!(value instanceof String text)) {
            throw wrongType(variable);
        }
        for (String word : words) {
            if (word.equalsIgnoreCase(text)) {
                return word;
            }
        }
        throw wrongValue(variable, value);
    }

    private static Object flags(SystemVariable variable, Object value, List<String> words) throws SqlError {
        if (!(value instanceof String text)) {
            throw wrongType(variable);
        }
        Set<String> chosen = new LinkedHashSet<>();
        for (String part : text.split(",")) {
            String flag = part.strip();
            if (flag.isEmpty()) {
                continue;
            }
            String word = words.stream().filter(flag::equalsIgnoreCase).findFirst().orElse(null);
            if (word == null) {
                throw wrongValue(variable, flag);
            }
            chosen.add(word);
        }
        List<String> ordered = new ArrayList<>(words);
        ordered.retainAll(chosen);
        return String.join(",", ordered);
    }
}
