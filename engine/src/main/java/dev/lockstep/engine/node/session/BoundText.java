package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.result.SqlValues;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a prepared statement with values in place of its question marks, as the binlog has it. */
final class BoundText {
    private BoundText() {}

    static String of(TableStatement statement, List<@Nullable Object> values) {
        String text = statement.source();
        StringBuilder out = new StringBuilder(text.length() + 16 * values.size());
        int from = 0;
        int next = 0;
        for (Token token : statement.tokens()) {
            if (token.kind() == Token.Kind.PARAMETER && next < values.size()) {
                out.append(text, from, token.start()).append(literal(values.get(next++)));
                from = token.end();
            }
        }
        return out.append(text, from, text.length()).toString().strip();
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Boolean flag -> flag ? "1" : "0";
            case BigDecimal number -> number.toPlainString();
            case BigInteger number -> number.toString();
            case Number number -> number.toString();
            case byte[] bytes -> bytes.length == 0 ? "''" : "X'" + HexFormat.of().formatHex(bytes) + "'";
            case Duration time -> quoted(SqlValues.text(time));
            default -> quoted(SqlValues.text(value));
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0") + "'";
    }
}
