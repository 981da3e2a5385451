package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import org.jspecify.annotations.Nullable;

/** Told of a change of a variable, in the thread of the session that did the SET. */
@FunctionalInterface
public interface VariableListener {
    /**
     * As a guard: before the new value can be seen; an error refuses it. As a listener: after it can be seen; an error
     * still reaches the client, with the value changed.
     */
    void changed(SystemVariable variable, @Nullable Object oldValue, @Nullable Object newValue) throws SqlError;
}
