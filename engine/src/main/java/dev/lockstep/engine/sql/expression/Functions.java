package dev.lockstep.engine.sql.expression;

import java.util.Set;

/** Names of the functions that are answered without the table store, in upper case. */
public final class Functions {
    /** Depend on the session or node: {@link EvaluationContext#call}. */
    public static final Set<String> SESSION = Set.of("VERSION", "DATABASE", "SCHEMA", "USER", "SESSION_USER",
            "SYSTEM_USER", "CURRENT_USER", "CONNECTION_ID", "LAST_INSERT_ID", "ROW_COUNT", "FOUND_ROWS", "SLEEP",
            "UUID",
            "UUID_SHORT", "RAND", "BINLOG_GTID_POS", "MASTER_POS_WAIT", "SOURCE_POS_WAIT", "MASTER_GTID_WAIT",
            "WAIT_FOR_EXECUTED_GTID_SET", "WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS", "GTID_SUBSET", "GTID_SUBTRACT",
            "GET_LOCK",
            "RELEASE_LOCK", "IS_FREE_LOCK", "IS_USED_LOCK", "LAST_VALUE", "SYSDATE");

    /** Depend on the arguments and the statement's start only: {@link Evaluator} knows them. */
    public static final Set<String> PURE = Set.of("NOW", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP",
            "UTC_TIMESTAMP", "CURDATE", "CURRENT_DATE", "UTC_DATE", "CURTIME", "CURRENT_TIME", "UTC_TIME",
            "UNIX_TIMESTAMP", "FROM_UNIXTIME", "IF", "IFNULL", "NULLIF", "COALESCE", "ISNULL", "CONCAT", "CONCAT_WS",
            "LOCATE", "INSTR", "FIND_IN_SET", "LOWER", "LCASE", "UPPER", "UCASE", "REPLACE", "SUBSTRING", "SUBSTR",
            "MID",
            "SUBSTRING_INDEX", "LEFT", "RIGHT", "LENGTH", "CHAR_LENGTH", "TRIM", "LTRIM", "RTRIM", "LPAD", "RPAD",
            "REPEAT", "REVERSE", "HEX", "UNHEX", "MD5", "SHA1", "SHA2", "ABS", "SIGN", "FLOOR", "CEIL", "CEILING",
            "ROUND", "MOD", "POW", "POWER", "GREATEST", "LEAST", "CRC32", "QUOTE", "STRCMP", "SPACE",
            "ASCII", "FIELD", "ELT");

    private Functions() {}

    /** Whether {@link Evaluator} can answer it. */
    public static boolean known(String upperCaseName) {
        return SESSION.contains(upperCaseName) || PURE.contains(upperCaseName);
    }
}
