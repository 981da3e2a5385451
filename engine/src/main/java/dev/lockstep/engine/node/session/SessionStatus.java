package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.store.CollationNumbers;
import dev.lockstep.engine.sql.variable.SessionVariables;

/** What a session had set, as query events carry it: a replica runs the statement with it. */
final class SessionStatus {
    private static final long AUTO_IS_NULL = 1L << 14;
    private static final long EXPLICIT_TIMESTAMPS = 1L << 24;
    private static final long NO_FOREIGN_KEY_CHECKS = 1L << 26;
    private static final long RELAXED_UNIQUE_CHECKS = 1L << 27;
    /** Texts are written as utf8mb4, whatever character set they came in. */
    private static final int UTF8MB4_GENERAL_CI = 45;

    private SessionStatus() {}

    static StatusVars of(SessionVariables variables, ServerVersion version) {
        long flags = (variables.enabled("sql_auto_is_null") ? AUTO_IS_NULL : 0)
                | (variables.enabled("foreign_key_checks") ? 0 : NO_FOREIGN_KEY_CHECKS)
                | (variables.enabled("unique_checks") ? 0 : RELAXED_UNIQUE_CHECKS)
                | (version.flagsExplicitTimestamps() && variables.enabled("explicit_defaults_for_timestamp")
                        ? EXPLICIT_TIMESTAMPS
                        : 0);
        StatusVars status = StatusVars.of(flags, SqlModes.bits(variables.text("sql_mode")), UTF8MB4_GENERAL_CI,
                CollationNumbers.of(variables.text("collation_connection")),
                CollationNumbers.of(variables.text("collation_server")));
        int increment = (int) variables.number("auto_increment_increment");
        int offset = (int) variables.number("auto_increment_offset");
        return increment == 1 && offset == 1 ? status : status.withAutoIncrement(increment, offset);
    }
}
