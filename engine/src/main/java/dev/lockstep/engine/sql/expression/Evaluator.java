package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.LikePattern;
import dev.lockstep.engine.sql.result.SqlValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives expressions their values, with MySQL's conversions between text and numbers. Made for one statement. */
public final class Evaluator {
    private static final BigInteger WORD_MASK = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    /** Digits that a division adds, as {@code div_precision_increment} has it. */
    private static final int DIVISION_SCALE = 4;

    private final EvaluationContext context;

    /** Asks {@code context} for variables, parameters and session functions. */
    public Evaluator(EvaluationContext context) {
        this.context = context;
    }

    /** The value. */
    public @Nullable Object evaluate(Expression expression) throws SqlError {
        return switch (expression) {
            case Expression.Literal(Object value) -> value;
            case Expression.Parameter(int index) -> context.parameter(index);
            case Expression.SystemVariableRef(var scope, String name) -> context.systemVariable(scope, name);
            case Expression.UserVariableRef(String name) -> context.userVariable(name);
            case Expression.Column(String name) -> context.column(name);
            case Expression.Call call -> call(call);
            case Expression.Unary(String operator, Expression operand) -> unary(operator, evaluate(operand));
            case Expression.Binary binary -> binary(binary);
            case Expression.In in -> in(in);
            case Expression.Between(Expression operand, Expression low, Expression high) -> {
                Object value = evaluate(operand);
                yield and(comparison(">=", value, evaluate(low)), comparison("<=", value, evaluate(high)));
            }
            case Expression.Case cases -> cases(cases);
        };
    }

    private @Nullable Object call(Expression.Call call) throws SqlError {
        switch (call.function()) {
            case "IF" -> {
                PureFunctions.arity(call, 3, 3);
                return evaluate(call.arguments().get(Numbers.truth(evaluate(call.arguments().get(0))) ? 1 : 2));
            }
            case "COALESCE", "IFNULL" -> {
                return coalesce(call);
            }
            default -> {}
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(evaluate(argument));
        }
        if (Functions.SESSION.contains(call.function())) {
            return context.call(call.function(), Collections.unmodifiableList(arguments));
        }
        return PureFunctions.call(call, arguments, context.statementEpochMicros());
    }

    private @Nullable Object coalesce(Expression.Call call) throws SqlError {
        PureFunctions.arity(call, call.function().equals("IFNULL") ? 2 : 1,
                call.function().equals("IFNULL") ? 2 : Integer.MAX_VALUE);
        for (Expression argument : call.arguments()) {
            Object value = evaluate(argument);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Object unary(String operator, @Nullable Object value) throws SqlError {
        if (value == null) {
            return null;
        }
        return switch (operator) {
            case "NOT" -> !Numbers.truth(value);
            case "-" -> simplify(Numbers.number(value).negate(), value instanceof Double);
            case "~" -> whole(Numbers.number(value)).xor(WORD_MASK);
            default -> throw SqlError.notSupported("operator " + operator);
        };
    }

    private @Nullable Object binary(Expression.Binary binary) throws SqlError {
        Object left = evaluate(binary.left());
        String operator = binary.operator();
        if (operator.equals("AND") || operator.equals("OR") || operator.equals("XOR")) {
            return logical(operator, left, binary.right());
        }
        Object right = evaluate(binary.right());
        return switch (operator) {
            case "=", "<>", "<", ">", "<=", ">=", "<=>" -> comparison(operator, left, right);
            case "LIKE" -> left == null || right == null
                    ? null : (Object) LikePattern.of(SqlValues.text(right)).matches(SqlValues.text(left));
            default -> left == null || right == null ? null : arithmetic(operator, left, right);
        };
    }

    private @Nullable Object logical(String operator, @Nullable Object left, Expression rightSide) throws SqlError {
        Boolean first = left == null ? null : Boolean.valueOf(Numbers.truth(left));
        if (operator.equals("AND") && Boolean.FALSE.equals(first) || operator.equals("OR") && Boolean.TRUE.equals(first)) {
            return first;
        }
        Object right = evaluate(rightSide);
        Boolean second = right == null ? null : Boolean.valueOf(Numbers.truth(right));
        return switch (operator) {
            case "AND" -> and(first, second);
            case "OR" -> Boolean.TRUE.equals(second) ? second : first == null || second == null ? null : (Object) false;
            default -> first == null || second == null ? null : (Object) (!first.equals(second));
        };
    }

    private static @Nullable Object and(@Nullable Object left, @Nullable Object right) {
        if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
            return false;
        }
        return left == null || right == null ? null : (Object) true;
    }

    private static @Nullable Object comparison(String operator, @Nullable Object left, @Nullable Object right) {
        if (operator.equals("<=>")) {
            return left == null || right == null ? left == right : compare(left, right) == 0;
        }
        if (left == null || right == null) {
            return null;
        }
        int order = compare(left, right);
        return switch (operator) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
        };
    }

    /** Numbers if either is one, else text without regard to case. */
    static int compare(Object left, Object right) {
        if (Numbers.isNumber(left) || Numbers.isNumber(right)) {
            return Numbers.number(left).compareTo(Numbers.number(right));
        }
        return SqlValues.text(left).compareToIgnoreCase(SqlValues.text(right));
    }

    static @Nullable Object arithmetic(String operator, Object left, Object right) throws SqlError {
        BigDecimal a = Numbers.number(left);
        BigDecimal b = Numbers.number(right);
        boolean real = isReal(left) || isReal(right);
        return switch (operator) {
            case "+" -> simplify(a.add(b), real);
            case "-" -> simplify(a.subtract(b), real);
            case "*" -> simplify(a.multiply(b), real);
            case "/" -> b.signum() == 0 ? null
                    : simplify(a.divide(b, a.scale() + DIVISION_SCALE, RoundingMode.HALF_UP), real);
            case "DIV" -> b.signum() == 0 ? null : simplify(a.divideToIntegralValue(b), false);
            case "%" -> b.signum() == 0 ? null : simplify(a.remainder(b), real);
            case "|" -> narrow(whole(a).or(whole(b)));
            case "&" -> narrow(whole(a).and(whole(b)));
            case "^" -> narrow(whole(a).xor(whole(b)));
            case "<<" -> narrow(shift(whole(a), whole(b), 1));
            case ">>" -> narrow(shift(whole(a), whole(b), -1));
            default -> throw SqlError.notSupported("operator " + operator);
        };
    }

    private static boolean isReal(Object value) {
        return value instanceof Double || value instanceof Float || value instanceof String;
    }

    private static BigInteger shift(BigInteger value, BigInteger by, int direction) {
        return by.signum() < 0 || by.bitLength() > 6
                ? BigInteger.ZERO : value.shiftLeft(direction * by.intValue()).and(WORD_MASK);
    }

    private static BigInteger whole(BigDecimal value) throws SqlError {
        if (value.precision() - value.scale() > 30) {
            throw SqlError.of(1690, "BIGINT UNSIGNED value is out of range in '" + value.toEngineeringString() + "'");
        }
        return value.setScale(0, RoundingMode.HALF_UP).toBigInteger().and(WORD_MASK);
    }

    private static Object narrow(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    /** The simplest of Long, BigInteger, BigDecimal, or Double if a real number took part. */
    static Object simplify(BigDecimal value, boolean real) throws SqlError {
        if (real) {
            double number = value.doubleValue();
            if (Double.isInfinite(number)) {
                throw SqlError.of(1690, "DOUBLE value is out of range");
            }
            return number;
        }
        if (value.precision() > 81) {
            throw SqlError.of(1690, "DECIMAL value is out of range");
        }
        if (value.scale() > 0) {
            return value;
        }
        BigInteger number = value.toBigInteger();
        if (number.bitLength() > 64 || number.bitLength() == 64 && number.signum() < 0) {
            throw SqlError.of(1690, "BIGINT value is out of range in '" + number + "'");
        }
        return narrow(number);
    }

    private @Nullable Object in(Expression.In in) throws SqlError {
        Object value = evaluate(in.operand());
        if (value == null) {
            return null;
        }
        boolean unknown = false;
        for (Expression choice : in.choices()) {
            Object candidate = evaluate(choice);
            if (candidate == null) {
                unknown = true;
            } else if (compare(value, candidate) == 0) {
                return true;
            }
        }
        return unknown ? null : (Object) false;
    }

    private @Nullable Object cases(Expression.Case cases) throws SqlError {
        Object operand = cases.operand() == null ? null : evaluate(cases.operand());
        for (Expression.When when : cases.branches()) {
            Object condition = evaluate(when.condition());
            boolean chosen = cases.operand() == null
                    ? Numbers.truth(condition)
                    : operand != null && condition != null && compare(operand, condition) == 0;
            if (chosen) {
                return evaluate(when.result());
            }
        }
        return cases.otherwise() == null ? null : evaluate(cases.otherwise());
    }
}
