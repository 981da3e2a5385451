package dev.lockstep.engine.real;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rows of a database, read over JDBC as the bytes that the server sends, and one checksum for each table. */
final class TableChecksums {
    private static final int SHOWN_ROWS = 4;
    private static final int SHOWN_CHARACTERS = 400;

    private TableChecksums() {}

    /** Tables with their rows in order; a cell is its text, or hexadecimal digits where it is binary. */
    static Map<String, List<String>> rows(Server server, String database) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = server.connect()) {
            List<String> names = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SHOW TABLES FROM `" + database + "`")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            for (String name : names) {
                tables.put(name, rows(connection, "`" + database + "`.`" + name + "`"));
            }
        }
        return tables;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : " | ").append(cell(found.getBytes(i)));
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    private static String cell(byte[] bytes) throws SQLException {
        if (bytes == null) {
            return "NULL";
        }
        if (bytes.length > SHOWN_CHARACTERS) {
            return bytes.length + " bytes " + sha(bytes);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c != 0xFFFD);
        return printable ? text : "0x" + HexFormat.of().formatHex(bytes);
    }

    private static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One checksum for each table. */
    static Map<String, String> of(Map<String, List<String>> tables) {
        Map<String, String> checksums = new TreeMap<>();
        tables.forEach((name, rows) -> checksums.put(name,
                rows.size() + " rows " + sha(String.join("\n", rows).getBytes(StandardCharsets.UTF_8))));
        return checksums;
    }

    /** Fails, with the first rows that differ, unless all tables of the database have the same rows at both ends. */
    static void assertSame(Server source, Server replica, String database) throws SQLException {
        Map<String, List<String>> expected = rows(source, database);
        Map<String, List<String>> found = rows(replica, database);
        if (of(expected).equals(of(found))) {
            return;
        }
        Map<String, String> here = of(expected);
        Map<String, String> there = of(found);
        here.entrySet().removeIf(table -> there.remove(table.getKey(), table.getValue()));
        StringBuilder text = new StringBuilder("tables of " + database + " differ: " + source.name() + " " + here + ", "
                + replica.name() + " " + there);
        expected.forEach((table, rows) -> {
            List<String> others = found.getOrDefault(table, List.of());
            List<String> missing = new ArrayList<>(rows);
            others.forEach(missing::remove);
            List<String> extra = new ArrayList<>(others);
            rows.forEach(extra::remove);
            missing.stream().limit(SHOWN_ROWS).forEach(row -> text.append("\n  ").append(table).append(" only in ")
                    .append(source.name()).append(" source:  ").append(row));
            extra.stream().limit(SHOWN_ROWS).forEach(row -> text.append("\n  ").append(table).append(" only in ")
                    .append(replica.name()).append(" replica: ").append(row));
        });
        throw new AssertionError(text.toString());
    }
}
