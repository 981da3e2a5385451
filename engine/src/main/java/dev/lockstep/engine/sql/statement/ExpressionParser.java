package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.expression.Functions;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses scalar expressions, with MySQL's precedence. */
final class ExpressionParser {
    /** Deeper nesting is refused, as servers refuse it when their thread's stack is used up. */
    private static final int MAX_DEPTH = 100;
    /** Operators of one statement; a chain of them is a tree as deep as it is long. */
    private static final int MAX_OPERATORS = 2000;
    private static final int MAX_NUMBER_DIGITS = 400;
    private static final Set<String> WITHOUT_PARENTHESES = Set.of("CURRENT_USER", "CURRENT_TIMESTAMP", "CURRENT_DATE",
            "CURRENT_TIME", "LOCALTIME", "LOCALTIMESTAMP", "UTC_TIMESTAMP", "UTC_DATE", "UTC_TIME");
    private static final Set<String> NOT_NAMES = Set.of("SELECT", "FROM", "WHERE", "INTERVAL", "EXISTS", "MATCH", "AND",
            "OR", "XOR", "THEN", "WHEN", "ELSE", "END", "AS", "LIKE", "IN", "BETWEEN", "DISTINCT", "ALL", "BINARY",
            "LIMIT", "ORDER", "GROUP", "HAVING", "INTO", "UNION", "FOR");
    /** Binary operators by strength, weakest first; comparisons are a level of their own. */
    private static final List<Map<String, String>> LEVELS = List.of(Map.of("OR", "OR", "||", "OR"), Map.of("XOR", "XOR"),
            Map.of("AND", "AND", "&&", "AND"));
    private static final List<Map<String, String>> ARITHMETIC = List.of(Map.of("|", "|"), Map.of("&", "&"),
            Map.of("<<", "<<", ">>", ">>"), Map.of("+", "+", "-", "-"),
            Map.of("*", "*", "/", "/", "DIV", "DIV", "%", "%", "MOD", "%"), Map.of("^", "^"));
    private static final Map<String, String> COMPARISONS = Map.of("=", "=", "<=>", "<=>", "<", "<", ">", ">", "<=",
            "<=", ">=", ">=", "<>", "<>", "!=", "<>");

    private final TokenCursor cursor;
    private int depth;
    private int operators;
    private int parameters;
    private @Nullable String foreign;

    /** Question marks get the indexes from {@code firstParameter} on. */
    ExpressionParser(TokenCursor cursor, int firstParameter) {
        this.cursor = cursor;
        this.parameters = firstParameter;
    }

    /** Index that the next question mark would get. */
    int nextParameter() {
        return parameters;
    }

    /** A function or form that only the table store may know; null if everything was known. */
    @Nullable String foreign() {
        return foreign;
    }

    Expression expression() throws SqlError {
        if (++depth > MAX_DEPTH) {
            throw SqlError.of(1436, "Thread stack overrun: expressions are nested more than " + MAX_DEPTH + " deep");
        }
        Expression result = logical(0);
        depth--;
        return result;
    }

    private @Nullable String operator(Map<String, String> level) throws SqlError {
        String operator = operatorAtCursor(level);
        if (operator != null && ++operators > MAX_OPERATORS) {
            throw SqlError.of(1436, "Thread stack overrun: more than " + MAX_OPERATORS + " operators");
        }
        return operator;
    }

    private @Nullable String operatorAtCursor(Map<String, String> level) {
        Token token = cursor.peek();
        if (token.kind() == Kind.SIGN) {
            return level.get(token.text());
        }
        return token.kind() == Kind.WORD ? level.get(token.text().toUpperCase(Locale.ROOT)) : null;
    }

    private Expression logical(int level) throws SqlError {
        if (level == LEVELS.size()) {
            return not();
        }
        Expression left = logical(level + 1);
        String operator = operator(LEVELS.get(level));
        while (operator != null) {
            cursor.next();
            left = new Expression.Binary(operator, left, logical(level + 1));
            operator = operator(LEVELS.get(level));
        }
        return left;
    }

    private Expression not() throws SqlError {
        int count = 0;
        while (cursor.accept("NOT")) {
            count++;
        }
        Expression result = comparison();
        for (int i = 0; i < Math.min(count, 2 - count % 2); i++) {
            result = new Expression.Unary("NOT", result);
        }
        return result;
    }

    private Expression comparison() throws SqlError {
        Expression left = arithmetic(0);
        while (true) {
            String operator = operator(COMPARISONS);
            if (operator != null) {
                cursor.next();
                left = new Expression.Binary(operator, left, arithmetic(0));
            } else if (cursor.accept("IS")) {
                left = is(left);
            } else {
                int before = cursor.index();
                boolean negated = cursor.accept("NOT");
                Expression test = predicate(left);
                if (test == null) {
                    cursor.reset(before);
                    return left;
                }
                left = negated ? new Expression.Unary("NOT", test) : test;
            }
        }
    }

    private Expression is(Expression left) throws SqlError {
        boolean negated = cursor.accept("NOT");
        Expression test;
        if (cursor.accept("NULL")) {
            test = new Expression.Binary("<=>", left, new Expression.Literal(null));
        } else if (cursor.accept("TRUE")) {
            test = new Expression.Call("IF", List.of(left, literal(true), literal(false)));
        } else {
            cursor.expect("FALSE");
            test = new Expression.Call("IFNULL", List.of(new Expression.Unary("NOT", left), literal(false)));
        }
        return negated ? new Expression.Unary("NOT", test) : test;
    }

    private static Expression literal(Object value) {
        return new Expression.Literal(value);
    }

    private @Nullable Expression predicate(Expression left) throws SqlError {
        if (cursor.accept("LIKE")) {
            return new Expression.Binary("LIKE", left, arithmetic(0));
        }
        if (cursor.accept("REGEXP") || cursor.accept("RLIKE")) {
            foreign = "REGEXP";
            return new Expression.Binary("REGEXP", left, arithmetic(0));
        }
        if (cursor.accept("BETWEEN")) {
            Expression low = arithmetic(0);
            cursor.expect("AND");
            return new Expression.Between(left, low, arithmetic(0));
        }
        if (cursor.accept("IN")) {
            cursor.expectSign("(");
            return new Expression.In(left, list());
        }
        return null;
    }

    /** Expressions up to the closing parenthesis. */
    private List<Expression> list() throws SqlError {
        List<Expression> items = new ArrayList<>();
        do {
            items.add(expression());
        } while (cursor.acceptSign(","));
        cursor.expectSign(")");
        return items;
    }

    private Expression arithmetic(int level) throws SqlError {
        if (level == ARITHMETIC.size()) {
            return unary();
        }
        Expression left = arithmetic(level + 1);
        String operator = operator(ARITHMETIC.get(level));
        while (operator != null) {
            cursor.next();
            left = new Expression.Binary(operator, left, arithmetic(level + 1));
            operator = operator(ARITHMETIC.get(level));
        }
        return left;
    }

    private Expression unary() throws SqlError {
        Token token = cursor.peek();
        if (token.kind() == Kind.SIGN && "-+~!".contains(token.text())) {
            cursor.next();
            if (++depth > MAX_DEPTH) {
                throw cursor.error();
            }
            Expression operand = unary();
            depth--;
            if (token.isSign("-") && operand instanceof Expression.Literal(Long value)) {
                return literal(-value);
            }
            return token.isSign("+") ? operand : new Expression.Unary(token.isSign("!") ? "NOT" : token.text(), operand);
        }
        return primary();
    }

    private Expression primary() throws SqlError {
        Token token = cursor.next();
        return switch (token.kind()) {
            case STRING -> strings(token);
            case NUMBER -> literal(number(token.text()));
            case HEX -> literal(HexFormat.of().parseHex(token.text().length() % 2 == 0
                    ? token.text() : "0" + token.text()));
            case BITS -> literal(bits(token));
            case PARAMETER -> new Expression.Parameter(parameters++);
            case USER_VARIABLE -> userVariable(token);
            case SYSTEM_VARIABLE -> systemVariable();
            case NAME -> column(token.text());
            case WORD -> word(token);
            case SIGN -> {
                if (!token.isSign("(")) {
                    throw errorAt(token);
                }
                Expression inner = expression();
                cursor.expectSign(")");
                yield inner;
            }
            case SUBSTITUTE, END -> throw errorAt(token);
        };
    }

    private SqlError errorAt(Token token) {
        return Tokenizer.error(cursor.source(), token.start());
    }

    private Expression strings(Token first) {
        StringBuilder text = new StringBuilder(first.text());
        while (cursor.peek().kind() == Kind.STRING) {
            text.append(cursor.next().text());
        }
        return literal(text.toString());
    }

    private Expression userVariable(Token token) throws SqlError {
        if (cursor.peek().isSign(":=")) {
            throw SqlError.notSupported("assignment of user variables in expressions");
        }
        return new Expression.UserVariableRef(token.text().toLowerCase(Locale.ROOT));
    }

    private Object bits(Token token) throws SqlError {
        if (token.text().length() > 64) {
            throw errorAt(token);
        }
        BigInteger value = token.text().isEmpty() ? BigInteger.ZERO : new BigInteger(token.text(), 2);
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    /** A number as written: whole numbers as Long or BigInteger, with point as BigDecimal, with exponent as Double. */
    static Object number(String text) throws SqlError {
        if (text.length() > MAX_NUMBER_DIGITS) {
            throw SqlError.of(1367, "Illegal double '" + text.substring(0, 40) + "...' value found during parsing");
        }
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw SqlError.of(1367, "Illegal double '" + text + "' value found during parsing");
            }
            return value;
        }
        if (text.indexOf('.') >= 0) {
            return new BigDecimal(text.endsWith(".") ? text + "0" : text);
        }
        return text.length() < 19 ? (Object) Long.parseLong(text) : whole(text);
    }

    private static Object whole(String text) {
        BigInteger value = new BigInteger(text);
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    /** What follows {@code @@}. */
    Expression.SystemVariableRef systemVariable() throws SqlError {
        VariableScope scope = VariableScope.IMPLICIT;
        String name = cursor.name();
        if (cursor.peek().isSign(".")) {
            VariableScope named = scope(name);
            if (named != null) {
                cursor.next();
                scope = named;
                name = cursor.name();
            }
            if (cursor.acceptSign(".")) {
                name += "." + cursor.name();
            }
        }
        return new Expression.SystemVariableRef(scope, name.toLowerCase(Locale.ROOT));
    }

    static @Nullable VariableScope scope(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "GLOBAL" -> VariableScope.GLOBAL;
            case "SESSION", "LOCAL" -> VariableScope.SESSION;
            default -> null;
        };
    }

    private Expression word(Token token) throws SqlError {
        String upper = token.text().toUpperCase(Locale.ROOT);
        switch (upper) {
            case "NULL" -> {
                return new Expression.Literal(null);
            }
            case "TRUE", "FALSE" -> {
                return literal(upper.equals("TRUE"));
            }
            case "CASE" -> {
                return cases();
            }
            default -> {}
        }
        if (cursor.peek().isSign("(") && !cursor.peek(1).isWord("SELECT")) {
            return call(upper);
        }
        if (WITHOUT_PARENTHESES.contains(upper)) {
            return new Expression.Call(upper, List.of());
        }
        if (upper.startsWith("_") && cursor.peek().kind() == Kind.STRING) {
            return strings(cursor.next());
        }
        if (NOT_NAMES.contains(upper)) {
            throw errorAt(token);
        }
        return column(token.text());
    }

    private Expression column(String first) throws SqlError {
        String name = first;
        while (cursor.acceptSign(".")) {
            name = cursor.name();
        }
        return new Expression.Column(name);
    }

    private Expression call(String function) throws SqlError {
        cursor.expectSign("(");
        if (!Functions.known(function)) {
            foreign = function;
        }
        if (cursor.acceptSign(")")) {
            return new Expression.Call(function, List.of());
        }
        return new Expression.Call(function, list());
    }

    private Expression cases() throws SqlError {
        Expression operand = cursor.peek().isWord("WHEN") ? null : expression();
        List<Expression.When> branches = new ArrayList<>();
        while (cursor.accept("WHEN")) {
            Expression condition = expression();
            cursor.expect("THEN");
            branches.add(new Expression.When(condition, expression()));
        }
        if (branches.isEmpty()) {
            throw cursor.error();
        }
        Expression otherwise = cursor.accept("ELSE") ? expression() : null;
        cursor.expect("END");
        return new Expression.Case(operand, branches, otherwise);
    }
}
