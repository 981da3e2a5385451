package dev.lockstep.engine.lab;

import dev.lockstep.engine.world.Clock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a node by Connector/J, opened when it is first needed and again after it broke. One statement at a time;
 * callers wait for each other. Never throws: what went wrong is an outcome.
 */
final class SqlSession implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int NO_RIGHT_TO_DATABASE = 1044;
    private static final int NO_SUCH_DATABASE = 1049;

    private final String node;
    private final NodeAddress address;
    private final int answerTimeoutMillis;
    private final Clock clock;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    /**
     * A session that is not connected yet.
     *
     * @param answerTimeoutMillis how long to wait for an answer; the connection is given up after that
     */
    SqlSession(String node, NodeAddress address, int answerTimeoutMillis, Clock clock) {
        this.node = node;
        this.address = address;
        this.answerTimeoutMillis = answerTimeoutMillis;
        this.clock = clock;
    }

    /**
     * A new connection, with {@code test} as its database if there is such a one. A server on this machine is spoken to
     * in clear, another with TLS if it has it.
     */
    static Connection connect(NodeAddress address, int answerTimeoutMillis) throws SQLException {
        try {
            return connect(address, "test", answerTimeoutMillis);
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_DATABASE || e.getErrorCode() == NO_RIGHT_TO_DATABASE) {
                return connect(address, "", answerTimeoutMillis);
            }
            throw e;
        }
    }

    private static Connection connect(NodeAddress address, String database, int answerTimeoutMillis)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("sslMode", address.isLocal() ? "DISABLED" : "PREFERRED");
        properties.setProperty("allowPublicKeyRetrieval", "true"); // caching_sha2_password without TLS
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_MILLIS));
        properties.setProperty("socketTimeout", Integer.toString(answerTimeoutMillis));
        Connection connection = new com.mysql.cj.jdbc.Driver().connect("jdbc:mysql://" + address + "/" + database,
                properties);
        if (connection == null) {
            throw new SQLException("Connector/J does not take its own address");
        }
        return connection;
    }

    /** Sends a statement and waits for the answer. */
    synchronized SqlOutcome execute(String sql) {
        long start = clock.nanos();
        if (closed) {
            return new SqlOutcome.Refused(0, node + " is down", 0);
        }
        try {
            Connection open = connection;
            if (open == null) {
                open = connect(address, answerTimeoutMillis);
                connection = open;
            }
            try (Statement statement = open.createStatement()) {
                boolean rows = statement.execute(sql);
                return rows
                        ? rows(statement.getResultSet(), start)
                        : new SqlOutcome.Done(Math.max(0, statement.getUpdateCount()), clock.nanos() - start);
            }
        } catch (SQLException e) {
            return refused(e, start);
        }
    }

    private SqlOutcome.Rows rows(ResultSet result, long start) throws SQLException {
        int width = result.getMetaData().getColumnCount();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            columns.add(result.getMetaData().getColumnLabel(i));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                row.add(result.getString(i));
            }
            rows.add(row);
        }
        return new SqlOutcome.Rows(columns, rows, clock.nanos() - start);
    }

    private SqlOutcome.Refused refused(SQLException e, long start) {
        long nanos = clock.nanos() - start;
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        if (e.getErrorCode() != 0) {
            return new SqlOutcome.Refused(e.getErrorCode(), message, nanos);
        }
        drop();
        boolean slow = nanos / 1_000_000 >= answerTimeoutMillis;
        String why = slow
                ? "no answer within " + answerTimeoutMillis / 1000 + " s"
                : "connection lost: " + message.lines().findFirst().orElse(message);
        return new SqlOutcome.Refused(0, node + ": " + why, nanos);
    }

    private synchronized void drop() {
        Connection open = connection;
        connection = null;
        abort(open);
    }

    /** Ends a connection without a word to the other side, from any thread. */
    static void abort(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException _) {
                // it is gone already
            }
        }
    }

    /** Ends the session; a statement that waits for its answer keeps its time limit. */
    @Override
    public void close() {
        closed = true;
        Connection open = connection;
        abort(open);
    }
}
