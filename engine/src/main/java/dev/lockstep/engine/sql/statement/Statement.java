package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.expression.Expression;
import java.util.List;
import java.util.OptionalLong;

/** One statement of a client. Each family is one file; a node switches over them. */
public sealed interface Statement
        permits Statement.Empty, Statement.Select, Statement.Use, Statement.SetVariables, Statement.Do,
        Statement.WithVariables, TableStatement, TransactionStatement, ShowStatement, ReplicationStatement,
        AdminStatement, AccountStatement, FilterStatement {

    /** Nothing but space and comments: answered with 1065 by servers, unless it was part of several statements. */
    record Empty() implements Statement {}

    /**
     * A SELECT without FROM whose every part {@link dev.lockstep.engine.sql.expression.Evaluator} knows: one row.
     *
     * @param limit rows at most; a limit of 0 leaves no row
     */
    record Select(List<Item> items, OptionalLong limit) implements Statement {
        /** Copies the list. */
        public Select {
            items = List.copyOf(items);
        }
    }

    /** A column of {@link Select}: its name as clients see it, and what it is. */
    record Item(String label, Expression expression) {}

    /** USE. */
    record Use(String database) implements Statement {}

    /** SET with all of its assignments, to be done in their order. */
    record SetVariables(List<Assignment> assignments) implements Statement {
        /** Copies the list. */
        public SetVariables {
            assignments = List.copyOf(assignments);
        }
    }

    /** {@code SET STATEMENT a=1, b=2 FOR statement} (MariaDB): the assignments hold for that statement only. */
    record WithVariables(List<Assignment.SystemVariable> assignments, Statement statement) implements Statement {
        /** Copies the list. */
        public WithVariables {
            assignments = List.copyOf(assignments);
        }
    }

    /** DO: the expressions are evaluated, their values thrown away. */
    record Do(List<Expression> expressions) implements Statement {
        /** Copies the list. */
        public Do {
            expressions = List.copyOf(expressions);
        }
    }
}
