package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.SqlError;
import org.jspecify.annotations.Nullable;

/** Gives expressions their values, with MySQL's conversions between text and numbers. Made for one statement. */
public final class Evaluator {
    private final EvaluationContext context;

    /** Asks {@code context} for variables, parameters and session functions. */
    public Evaluator(EvaluationContext context) {
        this.context = context;
    }

    /** The value. */
    public @Nullable Object evaluate(Expression expression) throws SqlError {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        throw SqlError.notSupported(expression + " in " + context);
    }
}
