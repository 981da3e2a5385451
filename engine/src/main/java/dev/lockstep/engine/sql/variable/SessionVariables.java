package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.result.ResultTable;
import org.jspecify.annotations.Nullable;

/** System variables as one session sees them. Changed by the session's thread only; readable by any. */
public final class SessionVariables {
    private final SystemVariables globals;

    SessionVariables(SystemVariables globals) {
        this.globals = globals;
    }

    /** {@code @@[scope.]name}, as SELECT gives it: switches as 1 or 0; 1193, 1238. */
    public @Nullable Object value(VariableScope scope, String name) throws SqlError {
        return globals.value(name + scope);
    }

    /** SET; GLOBAL goes to {@link SystemVariables#assign}. */
    public void assign(VariableScope scope, String name, @Nullable Object value) throws SqlError {}

    /** SET name = DEFAULT: for a session the global value. */
    public void assignDefault(VariableScope scope, String name) throws SqlError {}

    /** A number by its name; a wrong name is a programming error. */
    public long number(String name) {
        return 0;
    }

    /** A switch by its name. */
    public boolean enabled(String name) {
        return false;
    }

    /** Any variable as SHOW VARIABLES has it. */
    public String text(String name) {
        return "";
    }

    /** Asked before each change of the session's value; an error refuses it. */
    public void guard(String name, VariableListener guard) {}

    /** Told after each change of the session's value, such as {@code autocommit}. */
    public void onChange(String name, VariableListener listener) {}

    /** SHOW VARIABLES in the order of names; GLOBAL shows global values, else the session's where there are any. */
    public ResultTable show(VariableScope scope) {
        return ResultTable.texts("Variable_name", "Value").build();
    }
}
