package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names in H2: which are the store's own, and how they are written. */
final class H2Names {
    /** Schema of the store's own tables. */
    static final String STORE = "lockstep$store";
    /** Schema that clients see as {@code information_schema}. */
    static final String INFORMATION = "lockstep$information_schema";
    /** Schema that clients see as {@code performance_schema}. */
    static final String PERFORMANCE = "lockstep$performance_schema";
    private static final String OWN_PREFIX = "lockstep$";
    /** Databases of other servers that do not exist here; nobody makes one of these names. */
    private static final Set<String> RESERVED = Set.of("information_schema", "public", "mysql", "performance_schema",
            "sys", "null");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Functions of H2 that look out of the database or into its inside. H2 refuses most to an ordinary user, too. */
    private static final Set<String> DENIED_FUNCTIONS = Set.of("FILE_READ", "FILE_WRITE", "CSVREAD", "CSVWRITE",
            "LINK_SCHEMA", "DATABASE_PATH", "MEMORY_FREE", "MEMORY_USED", "LOCK_MODE", "LOCK_TIMEOUT", "ABORT_SESSION",
            "CANCEL_SESSION", "H2VERSION", "SESSION_ID", "TRANSACTION_ID", "READONLY", "SIGNAL", "NEXTVAL", "CURRVAL",
            "ENCRYPT", "DECRYPT", "SET", "SYSTEM_RANGE", "DATA_TYPE_SQL", "DB_OBJECT_ID", "DB_OBJECT_SQL",
            "ESTIMATED_ENVELOPE", "FTL_INIT", "FT_INIT", "DISK_SPACE_USED", "AUTOCOMMIT", "CURRENT_CATALOG",
            "CURRENT_PATH", "CURRENT_SCHEMA", "DB_OBJECT_SIZE", "DB_OBJECT_TOTAL_SIZE",
            "DB_OBJECT_APPROXIMATE_SIZE", "DB_OBJECT_APPROXIMATE_TOTAL_SIZE", "FINAL", "H2_VERSION");

    private H2Names() {}

    /** Quoted. */
    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The schema in H2 of what clients know by that name. */
    static String schema(String database) {
        return switch (database.toLowerCase(Locale.ROOT)) {
            case "information_schema" -> INFORMATION;
            case "performance_schema" -> PERFORMANCE;
            default -> database;
        };
    }

    /** What clients call a schema of H2. */
    static String shown(String schema) {
        return switch (schema) {
            case INFORMATION -> "information_schema";
            case PERFORMANCE -> "performance_schema";
            default -> schema;
        };
    }

    /** Schema and table, quoted. */
    static String table(String database, String table) {
        return quote(database) + "." + quote(table);
    }

    /** An index or constraint: names are unique in a schema there, in a table here. */
    static String key(String table, String key) {
        return quote(table + "$" + key);
    }

    /** A word as it may stand in SQL text. */
    static String word(String word) {
        return PLAIN.matcher(word).matches() ? word : quote(word);
    }

    /** A string literal. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** 1142 for the store's own names. */
    static void checkName(String name) throws SqlError {
        if (name.regionMatches(true, 0, OWN_PREFIX, 0, OWN_PREFIX.length())) {
            throw SqlError.of(1142, "command denied to user for table '" + name + "'");
        }
    }

    /** 1305 for functions that clients may not call. */
    static void checkFunction(String name) throws SqlError {
        if (DENIED_FUNCTIONS.contains(name.toUpperCase(Locale.ROOT))) {
            throw SqlError.of(1305, "FUNCTION " + name + " does not exist");
        }
    }

    /** 1044 for databases that clients may not make, change or drop. */
    static void checkDatabase(String name) throws SqlError {
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))
                || name.regionMatches(true, 0, OWN_PREFIX, 0, OWN_PREFIX.length())) {
            throw SqlError.of(1044, "Access denied for user to database '" + name + "'");
        }
        if (name.length() > 64 || name.isBlank()) {
            throw SqlError.of(1102, "Incorrect database name '" + name + "'");
        }
    }
}
