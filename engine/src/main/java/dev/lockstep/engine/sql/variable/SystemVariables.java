package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The global values of a node's system variables. Thread-safe: reads take no lock; changes of one variable come one after
 * the other, its guards and listeners included, so a listener must not set the same variable.
 */
public final class SystemVariables {
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final Map<String, Entry> byAnyName = new ConcurrentHashMap<>();

    /** Variables with their defaults. */
    public SystemVariables(Collection<SystemVariable> variables) {
        for (SystemVariable variable : variables) {
            Entry entry = new Entry(variable);
            entries.put(variable.name(), entry);
            byAnyName.put(variable.name(), entry);
            variable.aliases().forEach(alias -> byAnyName.put(alias, entry));
        }
    }

    /** The standard variables. */
    public static SystemVariables standard() {
        return new SystemVariables(StandardVariables.all());
    }

    /** One variable's global value. */
    static final class Entry {
        final SystemVariable variable;
        final VariableHooks hooks = new VariableHooks();
        private volatile @Nullable Object value;
        private volatile @Nullable Object defaultValue;
        private volatile @Nullable Supplier<@Nullable Object> source;
        private volatile boolean withdrawn;
        private volatile boolean removed;

        Entry(SystemVariable variable) {
            this.variable = variable;
            this.value = variable.defaultValue();
            this.defaultValue = variable.defaultValue();
        }

        @Nullable
        Object value() {
            Supplier<@Nullable Object> computed = source;
            return computed == null ? value : computed.get();
        }

        synchronized void change(@Nullable Object newValue) throws SqlError {
            Object old = value;
            hooks.guard(variable, old, newValue);
            value = newValue;
            hooks.tell(variable, old, newValue);
        }
    }

    /** The variable of that name or alias, whatever the case. */
    public Optional<SystemVariable> find(String name) {
        Entry entry = byAnyName.get(SystemVariable.key(name));
        return entry == null || entry.withdrawn ? Optional.empty() : Optional.of(entry.variable);
    }

    Entry entry(String name) throws SqlError {
        Entry entry = find(name, byAnyName.get(name));
        if (entry == null || entry.withdrawn) {
            throw SqlError.unknownVariable(name);
        }
        return entry;
    }

    /** Most names come as they are kept: then there is no need for another form of them. */
    private @Nullable Entry find(String name, @Nullable Entry asWritten) {
        return asWritten == null ? byAnyName.get(SystemVariable.key(name)) : asWritten;
    }

    /** By its name, also if it is withdrawn; a wrong name is a programming error. */
    Entry known(String name) {
        Entry entry = find(name, byAnyName.get(name));
        if (entry == null) {
            throw new IllegalArgumentException("no system variable " + name);
        }
        return entry;
    }

    /** All variables that exist, in the order of their names. */
    Collection<Entry> entries() {
        return entries.values().stream().filter(entry -> !entry.withdrawn).toList();
    }

    /**
     * Makes a variable unknown to statements: the dialect has none of this name, or its plugin is not loaded. The node's own
     * reads of its value go on.
     */
    public void withdraw(String name) {
        known(name).withdrawn = true;
    }

    /** Makes a variable known again. */
    public void restore(String name) {
        Entry entry = known(name);
        entry.withdrawn = entry.removed;
    }

    /** Withdraws a variable for good: the version has none of this name. */
    public void remove(String name) {
        Entry entry = known(name);
        entry.removed = true;
        entry.withdrawn = true;
    }

    /** Whether the version has none of this name. */
    public boolean removed(String name) {
        return known(name).removed;
    }

    /** Makes the other names of a variable unknown: the version has them not yet. */
    public void removeAliases(String name) {
        known(name).variable.aliases().forEach(byAnyName::remove);
    }

    /** Start option: also for read-only variables, also becomes what DEFAULT means; no guards or listeners. */
    public void preset(String name, String value) throws SqlError {
        Entry entry = entry(name.replace('-', '_'));
        Object checked = ValueCheck.checkText(entry.variable, value);
        entry.value = checked;
        entry.defaultValue = checked;
    }

    /** The global value, switches as Boolean; 1193; 1238 if there are session values only. */
    public @Nullable Object value(String name) throws SqlError {
        Entry entry = entry(name);
        if (!entry.variable.reach().global()) {
            throw SqlError.of(1238, "Variable '" + entry.variable.name() + "' is a SESSION variable");
        }
        return entry.value();
    }

    /** A number by its name, for the node's own use: a wrong name is a programming error. */
    public long number(String name) {
        return known(name).value() instanceof Number number ? number.longValue() : 0;
    }

    /** A switch by its name. */
    public boolean enabled(String name) {
        return Boolean.TRUE.equals(known(name).value());
    }

    /** Any variable as SHOW VARIABLES has it, by its name. */
    public String text(String name) {
        Entry entry = known(name);
        return VariableTexts.shown(entry.variable, entry.value());
    }

    /** SET GLOBAL; 1193, 1228, 1231, 1232, 1238. */
    public void assign(String name, @Nullable Object value) throws SqlError {
        Entry entry = writable(name);
        entry.change(ValueCheck.check(entry.variable, value));
    }

    /** SET GLOBAL name = DEFAULT. */
    public void assignDefault(String name) throws SqlError {
        Entry entry = writable(name);
        entry.change(entry.defaultValue);
    }

    private Entry writable(String name) throws SqlError {
        Entry entry = entry(name);
        checkWritable(entry.variable);
        if (!entry.variable.reach().global()) {
            throw SqlError.of(1228,
                    "Variable '" + entry.variable.name() + "' is a SESSION variable and can't be used with SET GLOBAL");
        }
        return entry;
    }

    static void checkWritable(SystemVariable variable) throws SqlError {
        if (variable.writability() == SystemVariable.Writability.READ_ONLY) {
            throw SqlError.of(1238, "Variable '" + variable.name() + "' is a read only variable");
        }
    }

    /** The node's own change, such as {@code read_only} at a shutdown: no checks, no guards, no listeners. */
    public void publish(String name, @Nullable Object value) {
        known(name).value = value;
    }

    /** Makes a variable that is computed when asked for, such as {@code gtid_executed}. */
    public void supply(String name, Supplier<@Nullable Object> source) {
        known(name).source = source;
    }

    /** Asked before each change of the global value. */
    public void guard(String name, VariableListener guard) {
        known(name).hooks.addGuard(guard);
    }

    /** Told after each change of the global value. */
    public void onChange(String name, VariableListener listener) {
        known(name).hooks.addListener(listener);
    }

    /** A session's values: copies of the global ones. */
    public SessionVariables newSession() {
        return new SessionVariables(this);
    }
}
