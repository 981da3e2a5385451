package dev.lockstep.engine.real;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table for each type of column, with values at its bounds, NULL, and changes of them. */
final class AllTypes {
    private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("TINYINT", List.of("-128", "0", "127"));
        VALUES.put("TINYINT UNSIGNED", List.of("0", "255"));
        VALUES.put("SMALLINT", List.of("-32768", "32767"));
        VALUES.put("SMALLINT UNSIGNED", List.of("65535"));
        VALUES.put("MEDIUMINT", List.of("-8388608", "8388607"));
        VALUES.put("MEDIUMINT UNSIGNED", List.of("16777215"));
        VALUES.put("INT", List.of("-2147483648", "2147483647"));
        VALUES.put("INT UNSIGNED", List.of("4294967295"));
        VALUES.put("BIGINT", List.of("-9223372036854775808", "9223372036854775807"));
        VALUES.put("BIGINT UNSIGNED", List.of("0", "18446744073709551615"));
        VALUES.put("BOOL", List.of("0", "1"));
        VALUES.put("FLOAT", List.of("-1.5", "0", "3.25e10"));
        VALUES.put("DOUBLE", List.of("-1.25", "1e300", "2.5e-300"));
        VALUES.put("DECIMAL(10,3)", List.of("-9999999.999", "0.001", "1234567.890"));
        VALUES.put("DECIMAL(30,15)", List.of("-123456789012345.123456789012345", "0"));
        VALUES.put("DECIMAL(65,0)", List.of("99999999999999999999999999999999999999999999999999999999999999999"));
        VALUES.put("DECIMAL(5,0) UNSIGNED", List.of("99999", "0"));
        VALUES.put("BIT(1)", List.of("b'0'", "b'1'"));
        VALUES.put("BIT(20)", List.of("b'10000000000000000001'"));
        VALUES.put("BIT(64)", List.of("b'1111111111111111111111111111111111111111111111111111111111111111'", "b'1'"));
        VALUES.put("CHAR(1)", List.of("''", "'x'"));
        VALUES.put("CHAR(255)", List.of("'äöü'", "REPEAT('日', 255)"));
        VALUES.put("CHAR(10) CHARACTER SET latin1", List.of("'éa'", "''"));
        VALUES.put("VARCHAR(1)", List.of("''", "'ß'"));
        VALUES.put("VARCHAR(255)", List.of("REPEAT('ab', 100)"));
        VALUES.put("VARCHAR(2000)", List.of("REPEAT('日', 2000)", "'x'"));
        VALUES.put("VARCHAR(20) CHARACTER SET latin1", List.of("'façade'"));
        VALUES.put("VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", List.of("'😀A'", "'a'"));
        VALUES.put("BINARY(4)", List.of("X'00FF'", "X'01020304'"));
        VALUES.put("BINARY(255)", List.of(bytes("FE", 255)));
        VALUES.put("VARBINARY(4)", List.of("X''", "X'0000'"));
        VALUES.put("VARBINARY(600)", List.of(bytes("80", 600)));
        VALUES.put("TINYBLOB", List.of("X'00'", bytes("AA", 255)));
        VALUES.put("BLOB", List.of(bytes("BB", 60000), "X''"));
        VALUES.put("MEDIUMBLOB", List.of(bytes("CC", 70000)));
        VALUES.put("LONGBLOB", List.of(bytes("DD", 300000)));
        VALUES.put("TINYTEXT", List.of("'ü'"));
        VALUES.put("TEXT", List.of("REPEAT('é', 30000)", "''"));
        VALUES.put("MEDIUMTEXT", List.of("REPEAT('m', 70000)"));
        VALUES.put("LONGTEXT",
                List.of("REPEAT('l', 300000)", "REPEAT('日本', 1000000)", "'" + "k".repeat(1_500_000) + "'"));
        VALUES.put("JSON", List.of("'null'", "'[1, -70000, 5000000000, 1.5, true, \"é\"]'",
                "'{\"key\": {\"inner\": []}, \"k\": \"o\\\\\"p\"}'", "'\"text\"'"));
        VALUES.put("DATE", List.of("'1000-01-01'", "'9999-12-31'", "'2024-02-29'"));
        VALUES.put("TIME", List.of("'00:00:00'", "'23:59:59'"));
        VALUES.put("TIME(3)", List.of("'12:34:56.789'"));
        VALUES.put("TIME(6)", List.of("'01:02:03.000004'"));
        VALUES.put("DATETIME", List.of("'1000-01-01 00:00:00'", "'9999-12-31 23:59:59'"));
        VALUES.put("DATETIME(1)", List.of("'2001-02-03 04:05:06.7'"));
        VALUES.put("DATETIME(6)", List.of("'2001-02-03 04:05:06.789012'"));
        VALUES.put("TIMESTAMP NULL", List.of("'1970-01-02 00:00:01'", "'2037-01-19 03:14:07'"));
        VALUES.put("TIMESTAMP(2) NULL", List.of("'2020-05-06 07:08:09.12'"));
        VALUES.put("TIMESTAMP(5) NULL", List.of("'2020-05-06 07:08:09.12345'"));
        VALUES.put("YEAR", List.of("1901", "2155"));
        VALUES.put("ENUM('a','b','ç')", List.of("'a'", "'ç'"));
        VALUES.put("SET('r','w','x')", List.of("''", "'r,x'", "'r,w,x'"));
    }

    private AllTypes() {}

    private static String bytes(String digits, int count) {
        return "X'" + digits.repeat(count) + "'";
    }

    /** A table for each type that the server knows; every value is inserted, one is updated, one deleted. */
    static List<String> statements(String database, Set<String> unknown) {
        List<String> statements = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, List<String>> type : VALUES.entrySet()) {
            if (unknown.contains(type.getKey())) {
                continue;
            }
            String table = database + ".t" + number++;
            statements.add("CREATE TABLE " + table + " (id INT PRIMARY KEY, v " + type.getKey()
                    + ", w INT NOT NULL DEFAULT 1) DEFAULT CHARSET=utf8mb4");
            int id = 1;
            for (String value : type.getValue()) {
                statements.add("INSERT INTO " + table + " (id, v) VALUES (" + id++ + ", " + value + ")");
            }
            statements.add("INSERT INTO " + table + " (id, v) VALUES (100, NULL)");
            statements.add("INSERT INTO " + table + " (id, v) VALUES (101, " + type.getValue().getLast() + ")");
            statements.add("INSERT INTO " + table + " (id, v) VALUES (102, " + type.getValue().getFirst() + ")");
            statements.add("UPDATE " + table + " SET v = NULL, w = 2 WHERE id = 101");
            statements.add("UPDATE " + table + " SET v = " + type.getValue().getLast() + " WHERE id = 100");
            statements.add("DELETE FROM " + table + " WHERE id = 102");
        }
        return statements;
    }
}
