package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression may ask of the session that runs it. Called in the session's thread. Values have the Java types named
 * at {@link dev.lockstep.engine.sql.result.SqlValues}.
 */
public interface EvaluationContext {
    /** Value of a system variable; 1193 if there is none of this name, 1238 for the wrong scope. */
    @Nullable
    Object systemVariable(VariableScope scope, String name) throws SqlError;

    /** What the session has set a variable to, as the engine looks it up while it carries out a statement. */
    default @Nullable Object statementSetting(String name) throws SqlError {
        return systemVariable(VariableScope.SESSION, name);
    }

    /** Value of a user variable, null if it was never set. The name is in lower case. */
    @Nullable
    Object userVariable(String name);

    /** Value bound to a question mark, index from 0. */
    default @Nullable Object parameter(int index) throws SqlError {
        throw SqlError.of(1210, "Incorrect arguments to EXECUTE");
    }

    /** Value of the column that a SHOW filters. */
    default @Nullable Object column(String name) throws SqlError {
        throw SqlError.of(1054, "Unknown column '" + name + "' in 'field list'");
    }

    /** Answers one of {@link Functions#SESSION}, such as {@code CONNECTION_ID}; the name is in upper case. */
    @Nullable
    Object call(String function, List<@Nullable Object> arguments) throws SqlError;

    /**
     * AUTO_INCREMENT value for the first row of the statement that has none, as another server gave it; 0 for this server's
     * next one.
     */
    default long insertId() {
        return 0;
    }

    /** Time of the statement's start in microseconds since 1970-01-01 UTC: the same for every NOW() in it. */
    long statementEpochMicros();
}
