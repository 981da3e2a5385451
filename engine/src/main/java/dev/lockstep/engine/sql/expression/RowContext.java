package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.wire.ResultRow;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The session's context, with the columns of one row. */
record RowContext(EvaluationContext session, ResultTable table, ResultRow row) implements EvaluationContext {
    @Override
    public @Nullable Object column(String name) throws SqlError {
        OptionalInt index = table.column(name);
        if (index.isEmpty()) {
            throw SqlError.of(1054, "Unknown column '" + name + "' in 'where clause'");
        }
        return row.text(index.getAsInt());
    }

    @Override
    public @Nullable Object systemVariable(VariableScope scope, String name) throws SqlError {
        return session.systemVariable(scope, name);
    }

    @Override
    public @Nullable Object userVariable(String name) {
        return session.userVariable(name);
    }

    @Override
    public @Nullable Object parameter(int index) throws SqlError {
        return session.parameter(index);
    }

    @Override
    public @Nullable Object call(String function, List<@Nullable Object> arguments) throws SqlError {
        return session.call(function, arguments);
    }

    @Override
    public long statementEpochMicros() {
        return session.statementEpochMicros();
    }
}
