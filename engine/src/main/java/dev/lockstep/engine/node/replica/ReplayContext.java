package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.node.session.SqlModes;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import dev.lockstep.engine.sql.expression.RandomNumbers;
import dev.lockstep.engine.sql.store.CollationNumbers;
import dev.lockstep.engine.sql.variable.SessionVariables;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a replayed statement may ask: the variables as its session had them where it ran first, as far as its event says;
 * what the events before it gave; the time at which it ran. Functions whose value the source has not sent are refused.
 */
record ReplayContext(SessionVariables variables, StatusVars status, StatementInput input, String database,
        long threadId,
        long statementEpochMicros) implements EvaluationContext {
    @Override
    public @Nullable Object systemVariable(VariableScope scope, String name) throws SqlError {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sql_mode" -> status.sqlMode().isPresent()
                    ? SqlModes.names(status.sqlMode().getAsLong())
                    : variables.value(scope, name);
            case "auto_increment_increment" -> (long) status.autoIncrement();
            case "auto_increment_offset" -> (long) status.autoIncrementOffset();
            case "collation_server" -> collation(status.serverCollation());
            case "default_collation_for_utf8mb4" -> collation(status.utf8mb4Collation());
            case "pseudo_thread_id" -> threadId;
            case "insert_id" -> input.insertId();
            case "last_insert_id", "identity" -> input.lastInsertId();
            default -> variables.value(scope, name);
        };
    }

    private static @Nullable String collation(int number) {
        String name = CollationNumbers.name(number);
        return name.isEmpty() ? null : name;
    }

    @Override
    public @Nullable Object userVariable(String name) {
        return input.variable(name);
    }

    @Override
    public long insertId() {
        return input.insertId();
    }

    @Override
    public @Nullable Object call(String function, List<@Nullable Object> arguments) throws SqlError {
        return switch (function) {
            case "LAST_INSERT_ID" -> arguments.isEmpty() ? input.lastInsertId() : arguments.getFirst();
            case "CONNECTION_ID" -> threadId;
            case "DATABASE", "SCHEMA" -> database.isEmpty() ? null : database;
            case "VERSION" -> variables.text("version");
            case "USER", "SESSION_USER", "SYSTEM_USER", "CURRENT_USER" -> "";
            case "RAND" -> random();
            case "SLEEP", "RELEASE_LOCK" -> 0L;
            case "GET_LOCK", "IS_FREE_LOCK" -> 1L;
            default -> throw SqlError.of(1235, "This version of MySQL doesn't yet support '" + function
                    + " in a replicated statement: its value on the master is not in the binary log'");
        };
    }

    private Object random() throws SqlError {
        RandomNumbers numbers = input.random();
        if (numbers == null) {
            throw SqlError.of(1235,
                    "This version of MySQL doesn't yet support 'RAND in a replicated statement without its seeds'");
        }
        return numbers.next();
    }
}
