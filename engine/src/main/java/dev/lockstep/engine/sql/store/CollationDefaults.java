package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.EvaluationContext;

/**
 * Collations that a definition means where it names none.
 *
 * @param server of a new database
 * @param utf8mb4 where only that character set is named: another one in MySQL 8.0, whose statements say so
 */
record CollationDefaults(String server, String utf8mb4) {
    private static final String GENERAL = "utf8mb4_general_ci";

    /** Those of this server. */
    static final CollationDefaults OWN = new CollationDefaults(GENERAL, GENERAL);

    /** As the session has them that runs the statement. */
    static CollationDefaults of(EvaluationContext context) {
        return new CollationDefaults(known(context, "collation_server"),
                known(context, "default_collation_for_utf8mb4"));
    }

    private static String known(EvaluationContext context, String variable) {
        try {
            Object value = context.systemVariable(VariableScope.SESSION, variable);
            return value == null ? GENERAL : Charsets.collation(value.toString());
        } catch (SqlError unknown) {
            return GENERAL;
        }
    }

    /** The collation of a character set that is named alone. */
    String of(String charset) {
        return charset.equals("utf8mb4") ? utf8mb4 : Charsets.defaultCollationName(charset);
    }
}
