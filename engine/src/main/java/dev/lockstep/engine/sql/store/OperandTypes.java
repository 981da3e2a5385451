package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.math.BigDecimal;
import java.util.List;

/**
 * How a bound number is written for H2. An operand of arithmetic has its type: of one that H2 does not know it takes 100,000
 * places behind the point, and then {@code ROUND(a * ?, 2)} takes 20 ms for each row.
 */
final class OperandTypes {
    private static final String UNKNOWN = "?";

    private OperandTypes() {}

    /** The question mark of the number at that place. */
    static String question(List<Token> tokens, int at, Number value) {
        if (!isOperand(tokens, at)) {
            return UNKNOWN;
        }
        return switch (value) {
            case BigDecimal number -> cast("NUMERIC(" + Math.max(number.precision(), number.scale()) + ", "
                    + Math.max(number.scale(), 0) + ")");
            case Double number -> cast("DOUBLE PRECISION");
            default -> value.longValue() == value.intValue() ? cast("INTEGER") : cast("BIGINT");
        };
    }

    /** The question mark of what the session evaluates: a random number times 1000 is rounded as binary numbers are. */
    static String question(Expression evaluated) {
        return evaluated instanceof Expression.Call call && call.function().equals("RAND")
                ? cast("DOUBLE PRECISION")
                : UNKNOWN;
    }

    private static String cast(String type) {
        return "CAST(? AS " + type + ")";
    }

    private static boolean isOperand(List<Token> tokens, int at) {
        return at + 1 < tokens.size() && isOperator(tokens.get(at + 1))
                || at > 1 && isOperator(tokens.get(at - 1)) && isOperandsEnd(tokens.get(at - 2));
    }

    private static boolean isOperator(Token token) {
        return switch (token.kind()) {
            case SIGN -> token.text().length() == 1 && "+-*/%".contains(token.text());
            case WORD -> token.isWord("DIV") || token.isWord("MOD");
            default -> false;
        };
    }

    /** Behind it a minus takes away; behind all else it is a sign. */
    private static boolean isOperandsEnd(Token token) {
        return token.kind() != Kind.SIGN || token.isSign(")");
    }
}
