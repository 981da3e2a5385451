package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.EvaluationContext;

/**
 * What a definition means where it does not say: collations, and what JSON is.
 *
 * @param server of a new database
 * @param utf8mb4 where only that character set is named: another one in MySQL 8.0, whose statements say so
 * @param json what JSON means here
 */
record CollationDefaults(String server, String utf8mb4, Json json) {
    private static final String GENERAL = "utf8mb4_general_ci";

    /** What a column of type JSON is. */
    enum Json {
        /** A type of its own, as in MySQL. */
        OWN_TYPE,
        /** Another word for LONGTEXT, as in MariaDB. */
        LONGTEXT
    }

    /** Those of this server. */
    static final CollationDefaults OWN = new CollationDefaults(GENERAL, GENERAL, Json.OWN_TYPE);

    /** As the session has them that runs the statement. */
    static CollationDefaults of(EvaluationContext context) {
        return new CollationDefaults(known(context, "collation_server"),
                known(context, "default_collation_for_utf8mb4"), json(context));
    }

    private static Json json(EvaluationContext context) {
        try {
            Object version = context.systemVariable(VariableScope.GLOBAL, "version");
            return String.valueOf(version).contains("MariaDB") ? Json.LONGTEXT : Json.OWN_TYPE;
        } catch (SqlError unknown) {
            return Json.OWN_TYPE;
        }
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
