package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.VariableScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scalar expression as it was written. {@link Evaluator} gives it a value. */
public sealed interface Expression {

    /** A number, text, bytes or NULL. */
    record Literal(@Nullable Object value) implements Expression {}

    /** The question mark with this index, from 0, of a prepared statement. */
    record Parameter(int index) implements Expression {}

    /** {@code @@scope.name}. */
    record SystemVariableRef(VariableScope scope, String name) implements Expression {}

    /** {@code @name}. */
    record UserVariableRef(String name) implements Expression {}

    /** A column of the result that a SHOW statement filters. */
    record Column(String name) implements Expression {}

    /** A function call; the name is in upper case. */
    record Call(String function, List<Expression> arguments) implements Expression {
        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** An operator before its operand: {@code - + ~ ! NOT}. */
    record Unary(String operator, Expression operand) implements Expression {}

    /** An operator between its operands, in upper case, {@code !=} as {@code <>}, {@code &&} as {@code AND}. */
    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code operand [NOT] IN (choices)}; NOT comes as {@link Unary}. */
    record In(Expression operand, List<Expression> choices) implements Expression {
        /** Copies the list. */
        public In {
            choices = List.copyOf(choices);
        }
    }

    /** {@code operand BETWEEN low AND high}. */
    record Between(Expression operand, Expression low, Expression high) implements Expression {}

    /** {@code CASE [operand] WHEN .. THEN .. [ELSE ..] END}. */
    record Case(@Nullable Expression operand, List<When> branches, @Nullable Expression otherwise)
            implements
                Expression {
        /** Copies the list. */
        public Case {
            branches = List.copyOf(branches);
        }
    }

    /** A branch of {@link Case}. */
    record When(Expression condition, Expression result) {}
}
