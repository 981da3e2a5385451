package dev.lockstep.engine.real;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Mixed transactions on a database of their own: single inserts, updates and deletes, transactions of several statements on
 * several tables, multi-row and whole-range statements, some rolled back, and definitions between them. The same seed makes
 * the same statements. Every statement is safe for {@code binlog_format=STATEMENT}.
 */
final class Workload {
    private static final int DEFINITION_EVERY = 125;
    private static final String[] WORDS = {"ash", "Birch", "cedar tree", "dürer", "élan", "日本", "o''neil",
            "back\\\\slash",
            "", "a fairly long text that does not fit into a single short string column of a table"};

    private final String database;
    private final Random random;
    private int accounts;
    private int definitions;

    Workload(String database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    /** How many transactions a cell is to be tried with: 300, or what {@code lockstep.interop.transactions} says. */
    static int transactions() {
        return Integer.getInteger("lockstep.interop.transactions", 300);
    }

    String database() {
        return database;
    }

    /** Makes the database and its tables. */
    void create(Connection source) throws SQLException {
        run(source, "CREATE DATABASE " + database);
        source.setCatalog(database);
        run(source, "CREATE TABLE account (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, owner VARCHAR(120) NOT NULL,"
                + " balance DECIMAL(12,2) NOT NULL DEFAULT 0, opened DATE, touched DATETIME, note TEXT, KEY (owner(20)))"
                + " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
                "CREATE TABLE item (code CHAR(8) NOT NULL, shelf SMALLINT NOT NULL, qty INT UNSIGNED, price DOUBLE,"
                        + " kind ENUM('small','middle','large'), marks SET('x','y','z'), PRIMARY KEY (code, shelf))"
                        + " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
                "CREATE TABLE journal (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, at TIMESTAMP NULL, account INT,"
                        + " amount DECIMAL(12,2), body BLOB, ratio FLOAT, bits BIT(9), PRIMARY KEY (id))"
                        + " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
                "CREATE TABLE tag (word VARCHAR(120), n BIGINT, raw VARBINARY(40)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4");
    }

    /** Runs so many transactions, on tables that {@link #create} has made. */
    void run(Connection source, int transactions) throws SQLException {
        source.setCatalog(database);
        for (int i = 1; i <= transactions; i++) {
            if (i % DEFINITION_EVERY == 0) {
                define(source);
            } else {
                transaction(source);
            }
        }
    }

    private void transaction(Connection c) throws SQLException {
        int dice = random.nextInt(100);
        if (dice < 30) {
            insertAccount(c);
        } else if (dice < 45) {
            run(c, "UPDATE account SET balance = balance + " + amount() + ", touched = NOW() WHERE id = " + account());
        } else if (dice < 52) {
            run(c, "DELETE FROM account WHERE id = " + account());
        } else if (dice < 60) {
            run(c, "REPLACE INTO item VALUES (" + item() + ")");
        } else if (dice < 66) {
            run(c, "INSERT INTO item VALUES (" + item() + ") ON DUPLICATE KEY UPDATE qty = qty + 1, kind = 'middle'");
        } else if (dice < 72) {
            run(c, "INSERT INTO tag VALUES " + tags(), "DELETE FROM tag WHERE n = " + random.nextInt(50));
        } else if (dice < 76) {
            int from = account();
            run(c, "UPDATE account SET balance = ROUND(balance * 1.01, 2), note = " + text() + " WHERE id BETWEEN "
                    + from
                    + " AND " + (from + 20));
        } else if (dice < 80) {
            run(c, "SET @owner = " + text(), "INSERT INTO account (owner, balance) VALUES (@owner, " + amount() + ")");
            accounts++;
        } else if (dice < 84) {
            run(c, "BEGIN", "UPDATE account SET balance = 0", "INSERT INTO tag VALUES ('gone', 1, NULL)", "ROLLBACK");
        } else {
            transfer(c);
        }
    }

    private void insertAccount(Connection c) throws SQLException {
        run(c, "INSERT INTO account (owner, balance, opened, touched, note) VALUES (" + text() + ", " + amount() + ", '"
                + (1990 + random.nextInt(40)) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10)
                + "', NOW(), "
                + (random.nextInt(4) == 0 ? "NULL" : text()) + ")");
        accounts++;
    }

    private void transfer(Connection c) throws SQLException {
        int from = account();
        int to = account();
        String amount = amount();
        run(c, "BEGIN", "UPDATE account SET balance = balance - " + amount + " WHERE id = " + from,
                "UPDATE account SET balance = balance + " + amount + " WHERE id = " + to,
                "INSERT INTO journal (at, account, amount, body, ratio, bits) VALUES (NOW(), " + from + ", " + amount
                        + ", " + bytes() + ", " + random.nextInt(1000) / 8.0 + ", b'" + Integer.toBinaryString(
                                random.nextInt(512))
                        + "')",
                "INSERT INTO tag SELECT owner, LAST_INSERT_ID(), NULL FROM account WHERE id = " + to, "COMMIT");
    }

    private void define(Connection c) throws SQLException {
        int n = definitions++;
        switch (n % 8) {
            case 0 -> run(c, "CREATE TABLE extra (id INT PRIMARY KEY, v VARCHAR(30) DEFAULT 'x', w INT)",
                    "INSERT INTO extra (id, w) VALUES (1, " + n + "), (2, NULL)");
            case 1 ->
                run(c, "ALTER TABLE extra ADD COLUMN added DATETIME DEFAULT '2001-02-03 04:05:06', ADD KEY w (w)");
            case 2 -> run(c, "INSERT INTO extra (id, v) VALUES (3, " + text().substring(0, 1) + "abc')",
                    "CREATE INDEX v ON extra (v)");
            case 3 -> run(c, "RENAME TABLE extra TO moved");
            case 4 -> run(c, "UPDATE moved SET v = 'moved' WHERE id > 1", "ALTER TABLE moved MODIFY v VARCHAR(200)");
            case 5 -> run(c, "ALTER TABLE moved DROP COLUMN w");
            case 6 -> run(c, "TRUNCATE TABLE moved", "INSERT INTO moved (id, v) VALUES (9, 'nine')");
            default -> run(c, "DROP TABLE moved");
        }
    }

    private int account() {
        return 1 + random.nextInt(Math.max(1, accounts));
    }

    private String amount() {
        return random.nextInt(10_000) + "." + (10 + random.nextInt(90));
    }

    private String item() {
        return "'c" + random.nextInt(60) + "', " + (random.nextInt(20) - 10) + ", " + random.nextInt(1_000_000) + ", "
                + random.nextInt(100_000) / 16.0 + ", " + (random.nextBoolean() ? "'small'" : "'large'") + ", 'x,z'";
    }

    private String tags() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i <= random.nextInt(6); i++) {
            rows.append(i == 0 ? "" : ", ").append('(').append("'tag").append(random.nextInt(30)).append("', ")
                    .append(random.nextInt(50)).append(", ").append(bytes()).append(')');
        }
        return rows.toString();
    }

    private String bytes() {
        StringBuilder hex = new StringBuilder("X'");
        for (int i = random.nextInt(20); i >= 0; i--) {
            hex.append(String.format("%02x", random.nextInt(256)));
        }
        return hex.append('\'').toString();
    }

    private String text() {
        return "'" + WORDS[random.nextInt(WORDS.length)] + "'";
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + " [" + sql + "]", e.getSQLState(), e.getErrorCode(), e);
                }
            }
        }
    }
}
