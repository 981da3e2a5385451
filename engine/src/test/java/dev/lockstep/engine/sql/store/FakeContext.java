package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session of a test: variables in a map, the time stands still at 2026-01-02 03:04:05. */
final class FakeContext implements EvaluationContext {
    final Map<String, Object> variables = new HashMap<>(Map.of("sql_mode", "", "auto_increment_increment", 1L,
            "auto_increment_offset", 1L, "hostname", "lab"));
    private final List<Object> parameters;

    FakeContext(Object... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public @Nullable Object systemVariable(VariableScope scope, String name) throws SqlError {
        if (!variables.containsKey(name)) {
            throw SqlError.unknownVariable(name);
        }
        return variables.get(name);
    }

    @Override
    public @Nullable Object userVariable(String name) {
        return variables.get("@" + name);
    }

    @Override
    public @Nullable Object parameter(int index) {
        return parameters.get(index);
    }

    @Override
    public @Nullable Object call(String function, List<@Nullable Object> arguments) throws SqlError {
        if (function.equals("DATABASE")) {
            return "test";
        }
        throw SqlError.of(1305, "FUNCTION " + function + " does not exist");
    }

    @Override
    public long statementEpochMicros() {
        return 1_767_323_045_000_000L;
    }
}
