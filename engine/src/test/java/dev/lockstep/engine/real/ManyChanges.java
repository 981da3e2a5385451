package dev.lockstep.engine.real;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Many changes of rows of common types, for measurements: all inserted, half of them updated, a tenth deleted. */
final class ManyChanges {
    private ManyChanges() {}

    /**
     * Makes the table anew and changes it.
     *
     * @param rows how many are inserted
     * @param atOnce how many in a transaction
     */
    static void write(Server server, int rows, int atOnce) throws SQLException {
        try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION binlog_format = ROW");
            statement.execute("DROP TABLE IF EXISTS many");
            statement.execute("CREATE TABLE many (id INT PRIMARY KEY, n BIGINT, name VARCHAR(100), price DECIMAL(12,2),"
                    + " ratio DOUBLE, made DATETIME, note TEXT, flag TINYINT) DEFAULT CHARSET=utf8mb4");
            for (int from = 0; from < rows; from += atOnce) {
                StringBuilder sql = new StringBuilder("INSERT INTO many VALUES ");
                for (int id = from; id < from + atOnce; id++) {
                    sql.append(id == from ? "(" : ",(").append(id).append(',').append(id * 7919L).append(",'name ")
                            .append(id).append("',").append(id % 100_000).append(".25,").append(id / 8.0)
                            .append(",'2024-03-1").append(id % 10).append(" 10:20:30','a note of some length, number ")
                            .append(id).append("',").append(id % 3 == 0 ? "NULL" : "1").append(')');
                }
                statement.execute(sql.toString());
            }
            for (int from = 0; from < rows / 2; from += atOnce) {
                statement.execute("UPDATE many SET name = 'changed', price = price + 1 WHERE id >= " + from
                        + " AND id < " + (from + atOnce));
            }
            for (int from = 0; from < rows / 10; from += atOnce) {
                statement.execute("DELETE FROM many WHERE id >= " + from + " AND id < " + (from + atOnce));
            }
        }
    }
}
