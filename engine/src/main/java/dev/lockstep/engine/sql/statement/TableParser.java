package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.expression.Functions;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link TableStatement}s: finds out what a statement does, and takes out what the session has to evaluate.
 */
final class TableParser {
    private static final Set<String> TIME = Set.of("NOW", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP",
            "UTC_TIMESTAMP", "CURDATE", "CURRENT_DATE", "UTC_DATE", "CURTIME", "CURRENT_TIME", "UTC_TIME",
            "UNIX_TIMESTAMP");
    /** These answer without parentheses too. */
    private static final Set<String> BARE = Set.of("CURRENT_USER", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME",
            "LOCALTIME", "LOCALTIMESTAMP", "UTC_TIMESTAMP", "UTC_DATE", "UTC_TIME");

    private final TokenCursor cursor;
    private final List<Token> out = new ArrayList<>();
    private final List<Expression> substitutions = new ArrayList<>();
    private final String text;
    private int depth;
    private boolean selectList;
    private int parameters;

    TableParser(TokenCursor cursor, String text) {
        this.cursor = cursor;
        this.text = text;
    }

    /** Number of question marks found. */
    int parameters() {
        return parameters;
    }

    /** The statement from its first word on. */
    TableStatement parse(Verb verb) throws SqlError {
        if (verb.isDefinition()) {
            copyDefinition();
        } else {
            while (!cursor.atEnd()) {
                token(verb);
            }
        }
        return new TableStatement(verb, text, out, substitutions);
    }

    private void copyDefinition() throws SqlError {
        while (!cursor.atEnd()) {
            Token token = cursor.next();
            if (token.isSign(";")) {
                throw Tokenizer.error(cursor.source(), token.start());
            }
            if (token.kind() == Kind.PARAMETER) {
                parameters++;
            }
            out.add(token);
        }
    }

    private void token(Verb verb) throws SqlError {
        Token token = cursor.peek();
        track(verb, token);
        if (token.isSign(";")) {
            throw cursor.error();
        }
        if (token.kind() == Kind.PARAMETER) {
            parameters++;
        } else if (token.kind() == Kind.USER_VARIABLE && cursor.peek(1).isSign(":=")) {
            throw SqlError.notSupported("assignment of user variables in expressions");
        } else if (token.isWord("INTO") && verb == Verb.SELECT && depth == 0) {
            throw SqlError.notSupported("SELECT ... INTO");
        } else if (substitutable(token) && substitute(token)) {
            return;
        }
        out.add(cursor.next());
    }

    /** Whether the tokens are in the select list of the outermost SELECT: columns there need their names. */
    private void track(Verb verb, Token token) {
        if (token.isSign("(")) {
            depth++;
        } else if (token.isSign(")")) {
            depth--;
        } else if (depth == 0 && token.isWord("SELECT") && verb == Verb.SELECT) {
            selectList = true;
        } else if (depth == 0 && token.isWord("FROM")) {
            selectList = false;
        }
    }

    private boolean substitutable(Token token) {
        if (token.kind() == Kind.SYSTEM_VARIABLE || token.kind() == Kind.USER_VARIABLE) {
            return true;
        }
        if (token.kind() != Kind.WORD || !out.isEmpty() && out.getLast().isSign(".")) {
            return false;
        }
        String upper = token.text().toUpperCase(Locale.ROOT);
        if (cursor.peek(1).isSign("(")) {
            return Functions.SESSION.contains(upper) && !upper.equals("RAND") || TIME.contains(upper);
        }
        return BARE.contains(upper) && !cursor.peek(1).isSign(".");
    }

    private boolean substitute(Token first) throws SqlError {
        int start = cursor.index();
        @Nullable Expression expression = evaluable();
        if (expression == null) {
            cursor.reset(start);
            return false;
        }
        boolean begins = selectList && depth == 0 && (out.getLast().isWord("SELECT") || out.getLast().isSign(","));
        int end = cursor.last().end();
        out.add(new Token(Kind.SUBSTITUTE, String.valueOf(substitutions.size()), first.start(), end));
        substitutions.add(expression);
        if (begins && (cursor.atEnd() || cursor.peek().isSign(",") || cursor.peek().isWord("FROM"))) {
            out.add(new Token(Kind.WORD, "AS", end, end));
            out.add(new Token(Kind.NAME, cursor.source().substring(first.start(), end), end, end));
        }
        return true;
    }

    /** The variable or call at the cursor, null if it needs columns, parameters or functions of the table store. */
    private @Nullable Expression evaluable() throws SqlError {
        Token first = cursor.next();
        ExpressionParser parser = new ExpressionParser(cursor, 0);
        switch (first.kind()) {
            case SYSTEM_VARIABLE -> {
                return parser.systemVariable();
            }
            case USER_VARIABLE -> {
                return new Expression.UserVariableRef(first.text().toLowerCase(Locale.ROOT));
            }
            default -> {}
        }
        String name = first.text().toUpperCase(Locale.ROOT);
        List<Expression> arguments = new ArrayList<>();
        if (cursor.acceptSign("(") && !cursor.acceptSign(")")) {
            do {
                if (!simple(cursor.peek())) {
                    return null;
                }
                arguments.add(parser.expression());
            } while (cursor.acceptSign(","));
            if (parser.foreign() != null || parser.nextParameter() > 0 || !cursor.acceptSign(")")) {
                return null;
            }
        }
        return new Expression.Call(name, arguments);
    }

    private boolean simple(Token token) {
        boolean literal = token.kind() == Kind.STRING || token.kind() == Kind.NUMBER
                || token.kind() == Kind.USER_VARIABLE;
        return literal && (cursor.peek(1).isSign(",") || cursor.peek(1).isSign(")"));
    }
}
