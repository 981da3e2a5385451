package dev.lockstep.engine.real;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Definition statements of every kind that a lab node takes, and what became of them as information_schema says it. */
final class Definitions {
    private Definitions() {}

    static List<String> statements(String database) {
        String d = database + ".";
        return List.of("CREATE DATABASE " + database,
                "CREATE TABLE " + d + "plain (id INT PRIMARY KEY, v VARCHAR(20))",
                "CREATE TABLE " + d + "latin (id INT PRIMARY KEY, v VARCHAR(20)) DEFAULT CHARSET=latin1",
                "CREATE TABLE " + d + "mixed (id INT PRIMARY KEY, a CHAR(4) CHARACTER SET latin1, b CHAR(4)"
                        + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, c VARCHAR(9)) DEFAULT CHARSET=utf8mb4",
                "CREATE TABLE " + d
                        + "defaults (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, a INT NOT NULL DEFAULT 7,"
                        + " b VARCHAR(10) DEFAULT 'x''y', c TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, d DECIMAL(5,1)"
                        + " DEFAULT 1.5, UNIQUE KEY ab (a, b), KEY c (c)) AUTO_INCREMENT=50 COMMENT='with defaults'",
                "CREATE TABLE IF NOT EXISTS " + d + "plain (id INT)",
                "CREATE TABLE " + d + "copy LIKE " + d + "defaults",
                "INSERT INTO " + d + "plain VALUES (1, 'a'), (2, 'ä')",
                "INSERT INTO " + d + "latin VALUES (1, 'ä')",
                "INSERT INTO " + d + "mixed VALUES (1, 'ä', 'ö', 'ü')",
                "INSERT INTO " + d + "defaults (c) VALUES ('2020-01-02 03:04:05')",
                "ALTER TABLE " + d + "plain ADD COLUMN w INT NOT NULL DEFAULT 5 AFTER id, ADD UNIQUE KEY w2 (w, id)",
                "UPDATE " + d + "plain SET w = id",
                "ALTER TABLE " + d + "plain CHANGE v renamed VARCHAR(40) NOT NULL DEFAULT ''",
                "CREATE INDEX renamed ON " + d + "plain (renamed(10))",
                "ALTER TABLE " + d + "defaults DROP KEY c, MODIFY a BIGINT",
                "INSERT INTO " + d + "defaults (a, c) VALUES (9000000000, NULL)",
                "RENAME TABLE " + d + "copy TO " + d + "copied",
                "TRUNCATE TABLE " + d + "copied",
                "CREATE TABLE " + d + "gone (a INT)", "DROP TABLE " + d + "gone",
                "DROP TABLE IF EXISTS " + d + "never_there",
                "DROP INDEX renamed ON " + d + "plain",
                "ALTER DATABASE " + database + " CHARACTER SET latin1",
                "CREATE TABLE " + d + "of_database (v VARCHAR(5) NOT NULL PRIMARY KEY)",
                "INSERT INTO " + d + "of_database VALUES ('ä')");
    }

    /** Table, column, type without display width, null, default and collation of each column. */
    static List<String> columns(Server server, String database) throws SQLException {
        return server.query("SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT,"
                + " COLLATION_NAME, EXTRA FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='" + database
                + "' ORDER BY TABLE_NAME, ORDINAL_POSITION").stream().map(row -> normal(row.toString())).toList();
    }

    /** How servers write the same thing differently: display widths (8.0 has none), quoted defaults, names of functions. */
    private static String normal(String row) {
        return row.toLowerCase(Locale.ROOT).replaceAll("int\\(\\d+\\)", "int").replace("'", "")
                .replace("current_timestamp()", "current_timestamp").replace("default_generated", "")
                .replace("utf8mb3", "utf8").replace("null", "");
    }

    /** Columns of each key. */
    static List<String> keys(Server server, String database) throws SQLException {
        return server.query("SELECT TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE FROM"
                + " information_schema.STATISTICS WHERE TABLE_SCHEMA='" + database
                + "' ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX").stream()
                .map(row -> row.toString().toLowerCase(Locale.ROOT)).toList();
    }
}
