package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.expression.Expression;
import java.util.List;

/**
 * A statement for the table store. The text is what the client wrote (a query event in the binlog carries it);
 * the tokens are what the store works on.
 *
 * @param verb what it does
 * @param text the statement without leading and trailing space
 * @param tokens its tokens, with comments gone and version comments opened
 * @param substitutions expressions for the tokens of kind {@code SUBSTITUTE}, in their order: variables and functions that
 *        H2 does not know; evaluated when the statement runs
 */
public record TableStatement(Verb verb, String text, List<Token> tokens, List<Expression> substitutions)
        implements
            Statement {
    /** Copies the lists. */
    public TableStatement {
        tokens = List.copyOf(tokens);
        substitutions = List.copyOf(substitutions);
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
