package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses what follows SET. */
final class SetParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    SetParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    /** The assignments of {@code SET STATEMENT a=1, b=2}, up to FOR. */
    List<Assignment.SystemVariable> forStatement() throws SqlError {
        List<Assignment.SystemVariable> assignments = new ArrayList<>();
        do {
            assignments.add(named(VariableScope.SESSION, cursor.name()));
        } while (cursor.acceptSign(","));
        cursor.expect("FOR");
        return assignments;
    }

    /** All assignments, up to the end. */
    List<Assignment> assignments() throws SqlError {
        List<Assignment> assignments = new ArrayList<>();
        do {
            assignments.add(assignment());
        } while (cursor.acceptSign(","));
        cursor.expectEnd();
        return assignments;
    }

    private Assignment assignment() throws SqlError {
        if (cursor.peek().kind() == Kind.USER_VARIABLE) {
            String name = cursor.next().text().toLowerCase(Locale.ROOT);
            expectEquals();
            return new Assignment.UserVariable(name, expressions.expression());
        }
        if (cursor.peek().kind() == Kind.SYSTEM_VARIABLE) {
            cursor.next();
            Expression.SystemVariableRef variable = expressions.systemVariable();
            return valueOf(variable.scope(), variable.name());
        }
        if (cursor.accept("NAMES")) {
            return names();
        }
        if (cursor.accept("CHARACTER", "SET") || cursor.accept("CHARSET")) {
            return new Assignment.CharacterSet(charset());
        }
        VariableScope scope = scope();
        if (cursor.accept("TRANSACTION")) {
            return transaction(scope);
        }
        return named(scope, cursor.name());
    }

    private VariableScope scope() {
        Token token = cursor.peek();
        if (token.kind() != Kind.WORD || cursor.peek(1).isSign("=") || cursor.peek(1).isSign(":=")) {
            return VariableScope.IMPLICIT;
        }
        @Nullable VariableScope scope = token.isWord("PERSIST") ? VariableScope.GLOBAL : ExpressionParser.scope(token.text());
        if (scope == null) {
            return VariableScope.IMPLICIT;
        }
        cursor.next();
        return scope;
    }

    private Assignment.SystemVariable named(VariableScope scope, String first) throws SqlError {
        String name = first;
        while (cursor.acceptSign(".")) {
            name += "." + cursor.name();
        }
        return valueOf(scope, name.toLowerCase(Locale.ROOT));
    }

    private void expectEquals() throws SqlError {
        if (!cursor.acceptSign("=") && !cursor.acceptSign(":=")) {
            throw cursor.error();
        }
    }

    private Assignment.SystemVariable valueOf(VariableScope scope, String name) throws SqlError {
        expectEquals();
        if (cursor.accept("DEFAULT")) {
            return new Assignment.SystemVariable(scope, name, Optional.empty());
        }
        Token token = cursor.peek();
        Token after = cursor.peek(1);
        boolean bareWord = (token.kind() == Kind.WORD || token.kind() == Kind.NAME)
                && (after.kind() == Kind.END || after.isSign(",") || after.isSign(";") || after.isWord("FOR"))
                && !token.isWord("NULL") && !token.isWord("TRUE") && !token.isWord("FALSE")
                && !token.isWord("CURRENT_TIMESTAMP") && !token.isWord("CURRENT_USER");
        if (bareWord) {
            cursor.next();
            return new Assignment.SystemVariable(scope, name, Optional.of(new Expression.Literal(token.text())));
        }
        return new Assignment.SystemVariable(scope, name, Optional.of(expressions.expression()));
    }

    private Optional<String> charset() throws SqlError {
        return cursor.accept("DEFAULT") ? Optional.empty() : Optional.of(cursor.stringOrName());
    }

    private Assignment names() throws SqlError {
        Optional<String> charset = charset();
        Optional<String> collation = cursor.accept("COLLATE")
                ? Optional.of(cursor.stringOrName()) : Optional.empty();
        return new Assignment.Names(charset, collation);
    }

    private Assignment transaction(VariableScope scope) throws SqlError {
        Optional<Assignment.Isolation> isolation = Optional.empty();
        Optional<Assignment.Access> access = Optional.empty();
        do {
            if (cursor.accept("ISOLATION", "LEVEL")) {
                isolation = Optional.of(isolation());
            } else if (cursor.accept("READ", "ONLY")) {
                access = Optional.of(Assignment.Access.READ_ONLY);
            } else if (cursor.accept("READ", "WRITE")) {
                access = Optional.of(Assignment.Access.READ_WRITE);
            } else {
                throw cursor.error();
            }
        } while (cursor.acceptSign(","));
        return new Assignment.Transaction(scope, isolation, access);
    }

    private Assignment.Isolation isolation() throws SqlError {
        if (cursor.accept("READ", "COMMITTED")) {
            return Assignment.Isolation.READ_COMMITTED;
        }
        if (cursor.accept("READ", "UNCOMMITTED")) {
            return Assignment.Isolation.READ_UNCOMMITTED;
        }
        if (cursor.accept("REPEATABLE", "READ")) {
            return Assignment.Isolation.REPEATABLE_READ;
        }
        cursor.expect("SERIALIZABLE");
        return Assignment.Isolation.SERIALIZABLE;
    }
}
