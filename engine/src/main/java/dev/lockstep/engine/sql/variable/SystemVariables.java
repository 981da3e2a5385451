package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The global values of a node's system variables. Thread-safe. */
public final class SystemVariables {
    /** Variables with their defaults. */
    public SystemVariables(Collection<SystemVariable> variables) {
        throw new UnsupportedOperationException(variables.toString());
    }

    /** The variable of that name or alias, whatever the case. */
    public Optional<SystemVariable> find(String name) {
        return Optional.empty();
    }

    /** Start option: also for read-only variables, also becomes what DEFAULT means; no guards or listeners. */
    public void preset(String name, String value) throws SqlError {}

    /** The global value; 1193, 1238. */
    public @Nullable Object value(String name) throws SqlError {
        return null;
    }

    /** A number by its name, for the node's own use: a wrong name is a programming error. */
    public long number(String name) {
        return 0;
    }

    /** A switch by its name. */
    public boolean enabled(String name) {
        return false;
    }

    /** Any variable as SHOW VARIABLES has it, by its name. */
    public String text(String name) {
        return "";
    }

    /** SET GLOBAL; 1193, 1229, 1231, 1232, 1238. */
    public void assign(String name, @Nullable Object value) throws SqlError {}

    /** SET GLOBAL name = DEFAULT. */
    public void assignDefault(String name) throws SqlError {}

    /** The node's own change of a read-only variable, such as {@code server_uuid}: no checks, no listeners. */
    public void publish(String name, @Nullable Object value) {}

    /** Makes a variable that is computed when asked for, such as {@code gtid_executed}. */
    public void supply(String name, Supplier<@Nullable Object> source) {}

    /** Asked before each change of the global value. */
    public void guard(String name, VariableListener guard) {}

    /** Told after each change of the global value. */
    public void onChange(String name, VariableListener listener) {}

    /** A session's values: copies of the global ones. */
    public SessionVariables newSession() {
        return new SessionVariables(this);
    }
}
