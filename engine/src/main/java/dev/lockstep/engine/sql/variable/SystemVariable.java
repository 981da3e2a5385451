package dev.lockstep.engine.sql.variable;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A system variable: what it is, not what value it has.
 *
 * @param name in lower case
 * @param reach where it has values
 * @param writability whether SET may change it
 * @param type which values it takes
 * @param defaultValue before any SET or start option; of the type's Java class, null for NULL
 * @param aliases other names of the same variable
 * @param description one sentence
 */
public record SystemVariable(String name, Reach reach, Writability writability, VariableType type,
        @Nullable Object defaultValue, List<String> aliases, String description) {
    /** Copies the list. */
    public SystemVariable {
        aliases = List.copyOf(aliases);
    }

    /** Where a variable has values. */
    public enum Reach {
        GLOBAL, SESSION, BOTH;

        /** Whether there is a global value. */
        public boolean global() {
            return this != SESSION;
        }

        /** Whether sessions have their own value. */
        public boolean session() {
            return this != GLOBAL;
        }
    }

    /** Whether SET may change a variable. */
    public enum Writability {
        DYNAMIC, READ_ONLY
    }

    /** Names are compared in lower case. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
