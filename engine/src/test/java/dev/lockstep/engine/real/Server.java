package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that a test talks to by SQL: a lab node or a real one, at either end of a pair. It has an account {@code root}
 * without a password with all rights, an account {@code repl} without a password that may replicate, a database
 * {@code test}, and a binlog. Used by one thread, but for {@link #connect()}.
 */
interface Server extends AutoCloseable {
    /** For messages and for the table. */
    String name();

    Dialect dialect();

    /** Loopback port; the same after {@link #restart}. */
    int port();

    long serverId();

    /** Where its binlog, relay logs and certificates are. */
    Path data();

    /** Its process; -1 if it runs in this one, or not at all. */
    default long processId() {
        return -1;
    }

    /** Ends it in good order. */
    void stop();

    /** Ends it as {@code kill -9} does. */
    void kill();

    /**
     * Starts it again on its folder, after {@link #stop()} or {@link #kill()} or by itself.
     *
     * @param options take the place of those of the start; none to keep them
     */
    void restart(String... options) throws IOException;

    /** The end of its error log. */
    String log();

    /** A connection to {@code test} for the caller to close. */
    Connection connect() throws SQLException;

    /** One connection to {@code test} that is kept and made anew when it is lost. */
    Connection connection() throws SQLException;

    @Override
    void close();

    default boolean isMariaDb() {
        return dialect() == Dialect.MARIADB;
    }

    /** Executes them one after the other. */
    default void sql(String... statements) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    String shown = sql.length() > 300 ? sql.substring(0, 300) + "…" : sql;
                    throw new SQLException(name() + ": " + e.getMessage() + " [" + shown + "]", e.getSQLState(),
                            e.getErrorCode(), e);
                }
            }
        }
    }

    /** All rows; a cell is its text or null. */
    default List<List<@Nullable String>> query(String sql) throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Statement statement = connection().createStatement(); ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** First cell of the first row as text, null if there is none. */
    default @Nullable String cell(String sql) throws SQLException {
        List<List<@Nullable String>> rows = query(sql);
        return rows.isEmpty() ? null : rows.getFirst().getFirst();
    }

    /** The named cell of the first row as text, null if there is no row or no such column. */
    default @Nullable String cell(String sql, String column) throws SQLException {
        try (Statement statement = connection().createStatement(); ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(column) : null;
        }
    }

    /** The named column of all rows. */
    default List<String> column(String sql, String column) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (Statement statement = connection().createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                cells.add("" + result.getString(column));
            }
        }
        return cells;
    }

    /** Value of a status variable, null if there is none of that name. */
    default @Nullable String status(String variable) throws SQLException {
        List<List<@Nullable String>> rows = query("SHOW GLOBAL STATUS LIKE '" + variable + "'");
        return rows.isEmpty() ? null : rows.getFirst().get(1);
    }
}
