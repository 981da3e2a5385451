package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.result.ResultTable;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** System variables as one session sees them. Changed by the session's thread only; readable by any. */
public final class SessionVariables {
    private final SystemVariables globals;
    private final Map<String, Optional<Object>> values = new ConcurrentHashMap<>();
    private final Map<String, Supplier<@Nullable Object>> sources = new ConcurrentHashMap<>();
    private final Map<String, VariableHooks> hooks = new ConcurrentHashMap<>();
    private int changes;

    SessionVariables(SystemVariables globals) {
        this.globals = globals;
        for (SystemVariables.Entry entry : globals.entries()) {
            if (entry.variable.reach().session()) {
                values.put(entry.variable.name(), Optional.ofNullable(entry.value()));
            }
        }
    }

    private @Nullable Object current(SystemVariables.Entry entry, VariableScope scope) throws SqlError {
        SystemVariable variable = entry.variable;
        if (scope == VariableScope.GLOBAL && !variable.reach().global()) {
            throw SqlError.of(1238, "Variable '" + variable.name() + "' is a SESSION variable");
        }
        if (scope == VariableScope.SESSION && !variable.reach().session()) {
            throw SqlError.of(1238, "Variable '" + variable.name() + "' is a GLOBAL variable");
        }
        if (scope == VariableScope.GLOBAL || !variable.reach().session()) {
            return entry.value();
        }
        Supplier<@Nullable Object> source = sources.get(variable.name());
        return source != null ? source.get() : values.getOrDefault(variable.name(), Optional.empty()).orElse(null);
    }

    /** {@code @@[scope.]name}, as SELECT gives it: switches as 1 or 0; 1193, 1238. */
    public @Nullable Object value(VariableScope scope, String name) throws SqlError {
        return VariableTexts.selected(current(globals.entry(name), scope));
    }

    /** SET; GLOBAL goes to {@link SystemVariables#assign}; 1193, 1229, 1231, 1232, 1238. */
    public void assign(VariableScope scope, String name, @Nullable Object value) throws SqlError {
        if (scope == VariableScope.GLOBAL) {
            globals.assign(name, value);
            return;
        }
        SystemVariables.Entry entry = sessionEntry(name);
        change(entry.variable, ValueCheck.check(entry.variable, value));
    }

    /** SET name = DEFAULT: for a session the global value. */
    public void assignDefault(VariableScope scope, String name) throws SqlError {
        if (scope == VariableScope.GLOBAL) {
            globals.assignDefault(name);
            return;
        }
        SystemVariables.Entry entry = sessionEntry(name);
        change(entry.variable, entry.value());
    }

    private SystemVariables.Entry sessionEntry(String name) throws SqlError {
        SystemVariables.Entry entry = globals.entry(name);
        SystemVariables.checkWritable(entry.variable);
        if (!entry.variable.reach().session()) {
            throw SqlError.of(1229,
                    "Variable '" + entry.variable.name() + "' is a GLOBAL variable and should be set with SET GLOBAL");
        }
        return entry;
    }

    private void change(SystemVariable variable, @Nullable Object value) throws SqlError {
        Object old = values.getOrDefault(variable.name(), Optional.empty()).orElse(null);
        VariableHooks told = hooks.get(variable.name());
        if (told != null) {
            told.guard(variable, old, value);
        }
        values.put(variable.name(), Optional.ofNullable(value));
        changes++;
        if (told != null) {
            told.tell(variable, old, value);
        }
    }

    /** The node's own change, also of read-only ones such as {@code pseudo_thread_id}: no checks, no listeners. */
    public void publish(String name, @Nullable Object value) {
        values.put(known(name).variable.name(), Optional.ofNullable(value));
        changes++;
    }

    /**
     * Grows with each change of a value that the session keeps: what was made of them before is good until then. For the
     * session's thread.
     */
    public int changes() {
        return changes;
    }

    /** Makes a variable that is computed when asked for, such as {@code last_insert_id}. */
    public void supply(String name, Supplier<@Nullable Object> source) {
        sources.put(known(name).variable.name(), source);
    }

    private SystemVariables.Entry known(String name) {
        return globals.known(name);
    }

    private @Nullable Object own(String name) {
        try {
            return current(known(name), VariableScope.IMPLICIT);
        } catch (SqlError impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A number by its name; a wrong name is a programming error. */
    public long number(String name) {
        return own(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A number with a fraction by its name. */
    public double decimal(String name) {
        return own(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** A switch by its name. */
    public boolean enabled(String name) {
        return Boolean.TRUE.equals(own(name));
    }

    /** Any variable as SHOW VARIABLES has it. */
    public String text(String name) {
        return VariableTexts.shown(known(name).variable, own(name));
    }

    /** Asked before each change of the session's value; an error refuses it. */
    public void guard(String name, VariableListener guard) {
        hooks.computeIfAbsent(known(name).variable.name(), key -> new VariableHooks()).addGuard(guard);
    }

    /** Told after each change of the session's value, such as {@code autocommit}. */
    public void onChange(String name, VariableListener listener) {
        hooks.computeIfAbsent(known(name).variable.name(), key -> new VariableHooks()).addListener(listener);
    }

    /** SHOW VARIABLES in the order of names; GLOBAL shows global values, else the session's where there are any. */
    public ResultTable show(VariableScope scope) {
        SortedMap<String, String> shown = new TreeMap<>();
        for (SystemVariables.Entry entry : globals.entries()) {
            SystemVariable variable = entry.variable;
            if (scope == VariableScope.GLOBAL && !variable.reach().global()) {
                continue;
            }
            Object value = scope == VariableScope.GLOBAL ? entry.value() : own(variable.name());
            shown.put(variable.name(), VariableTexts.shown(variable, value));
            for (String alias : variable.aliases()) {
                shown.put(alias, VariableTexts.shown(variable, value));
            }
        }
        return ResultTable.ofPairs(shown);
    }
}
