package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.expression.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A statement for the table store. The text is what the client wrote (a query event in the binlog carries it);
 * the tokens are what the store works on.
 *
 * @param verb what it does
 * @param text the statement without leading and trailing space
 * @param source the text as it came: what the tokens point into
 * @param tokens its tokens, with comments gone and version comments opened; for definitions the last one is of kind END,
 *        and their places are in {@code source}
 * @param substitutions expressions for the tokens of kind {@code SUBSTITUTE}, in their order: variables and functions that
 *        H2 does not know; evaluated when the statement runs
 */
public record TableStatement(Verb verb, String text, String source, List<Token> tokens, List<Expression> substitutions)
        implements
            Statement {
    private static final Set<String> BEFORE_DATABASE = Set.of("OR", "REPLACE", "DATABASE", "SCHEMA", "IF", "NOT",
            "EXISTS");
    private static final Set<String> AFTER_DATABASE = Set.of("DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT");

    /** Copies the lists. */
    public TableStatement {
        tokens = List.copyOf(tokens);
        substitutions = List.copyOf(substitutions);
    }

    /** The database that a statement on a database as a whole names; none for another statement, or without a name. */
    public Optional<String> definedDatabase() {
        return switch (verb) {
            case CREATE_DATABASE, ALTER_DATABASE, DROP_DATABASE -> tokens.stream()
                    .skip(1)
                    .filter(token -> token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.WORD)
                    .dropWhile(token -> token.kind() == Token.Kind.WORD
                            && BEFORE_DATABASE.contains(token.text().toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .filter(token -> token.kind() == Token.Kind.NAME
                            || !AFTER_DATABASE.contains(token.text().toUpperCase(Locale.ROOT)))
                    .map(Token::text);
            default -> Optional.empty();
        };
    }

    /** First word or words. */
    public enum Verb {
        /** Answers rows: SELECT, VALUES, WITH, TABLE, EXPLAIN. */
        SELECT,
        /** Changes rows. */
        INSERT, REPLACE, UPDATE, DELETE,
        /** Changes tables; commits on its own, before and after, and goes to the binlog as text. */
        CREATE_TABLE, ALTER_TABLE, DROP_TABLE, TRUNCATE_TABLE, RENAME_TABLE, CREATE_INDEX, DROP_INDEX, CREATE_DATABASE, ALTER_DATABASE, DROP_DATABASE, CREATE_VIEW, DROP_VIEW;

        /** Whether it changes tables rather than rows. */
        public boolean isDefinition() {
            return compareTo(DELETE) > 0;
        }

        /** Whether it changes rows. */
        public boolean changesRows() {
            return this != SELECT && !isDefinition();
        }
    }
}
