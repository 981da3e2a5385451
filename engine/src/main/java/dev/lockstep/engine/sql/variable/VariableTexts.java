package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.result.SqlValues;
import org.jspecify.annotations.Nullable;

/** How values look to clients. */
final class VariableTexts {
    private VariableTexts() {}

    /** As SHOW VARIABLES has it. */
    static String shown(SystemVariable variable, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (variable.type() instanceof VariableType.Switch) {
            return Boolean.TRUE.equals(value) ? "ON" : "OFF";
        }
        if (variable.type() instanceof VariableType.Decimal) {
            return String.format("%.6f", ((Number) value).doubleValue());
        }
        return SqlValues.text(value);
    }

    /** As SELECT gives it. */
    static @Nullable Object selected(@Nullable Object value) {
        return value instanceof Boolean flag ? Long.valueOf(flag ? 1 : 0) : value;
    }
}
