package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Who wants to know of changes of one variable. */
final class VariableHooks {
    private final List<VariableListener> guards = new CopyOnWriteArrayList<>();
    private final List<VariableListener> listeners = new CopyOnWriteArrayList<>();

    void addGuard(VariableListener guard) {
        guards.add(guard);
    }

    void addListener(VariableListener listener) {
        listeners.add(listener);
    }

    void guard(SystemVariable variable, @Nullable Object oldValue, @Nullable Object newValue) throws SqlError {
        for (VariableListener guard : guards) {
            guard.changed(variable, oldValue, newValue);
        }
    }

    void tell(SystemVariable variable, @Nullable Object oldValue, @Nullable Object newValue) throws SqlError {
        for (VariableListener listener : listeners) {
            listener.changed(variable, oldValue, newValue);
        }
    }
}
