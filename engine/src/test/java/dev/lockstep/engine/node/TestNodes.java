package dev.lockstep.engine.node;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real nodes below one folder, and clients for them, for tests. */
final class TestNodes implements AutoCloseable {
    private final Path folder;
    private final LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
    private final Map<String, Node> nodes = new HashMap<>();
    private final List<Connection> connections = new ArrayList<>();

    TestNodes(Path folder) {
        this.folder = folder;
    }

    LiveWorlds worlds() {
        return worlds;
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    /** Starts a node, or starts it again on its folder, of the fixed version. */
    Node start(String name, long serverId, String... variables) throws IOException {
        return start(name, serverId, Profiles.MYSQL_5_7_23, variables);
    }

    Node start(String name, long serverId, ServerProfile profile, String... variables) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            settings.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        Node before = nodes.get(name);
        int port = before == null ? 0 : before.port();
        Node node = Node.start(worlds.open(name, folder(name)),
                new NodeConfig(name, profile, port, serverId, settings));
        nodes.put(name, node);
        return node;
    }

    /** The node of that name. */
    Node node(String name) {
        return java.util.Objects.requireNonNull(nodes.get(name));
    }

    /** Shuts a node down in good order. */
    void stop(String name) {
        node(name).shutdown();
    }

    static String url(Node node, String options) {
        String tls = options.contains("sslMode") ? "" : "sslMode=DISABLED&"; // the driver's default is TLS if offered
        return "jdbc:mysql://127.0.0.1:" + node.port() + "/test?" + tls + options;
    }

    /** A connection that is closed with the nodes. */
    Connection connect(Node node) throws SQLException {
        return connect(node, "");
    }

    Connection connect(Node node, String options) throws SQLException {
        Connection connection = DriverManager.getConnection(url(node, options), "root", "");
        connections.add(connection);
        return connection;
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first cell of the first row as text, null if there is none. */
    static @Nullable String cell(Connection connection, String sql) throws SQLException {
        return cell(connection, sql, 1);
    }

    static @Nullable String cell(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(column) : null;
        }
    }

    static @Nullable String cell(Connection connection, String sql, String column) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(column) : null;
        }
    }

    /** One column of all rows. */
    static List<String> column(Connection connection, String sql, String name) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                cells.add("" + rows.getString(name));
            }
        }
        return cells;
    }

    /** The first row as text, for messages. */
    static String row(Connection connection, String sql) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            if (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    String value = rows.getString(i);
                    if (value != null && !value.isEmpty()) {
                        text.append(rows.getMetaData().getColumnLabel(i)).append('=').append(value).append(' ');
                    }
                }
            }
        }
        return text.toString();
    }

    static @Nullable String status(Connection connection, String name) throws SQLException {
        return cell(connection, "SHOW GLOBAL STATUS LIKE '" + name + "'", 2);
    }

    /** Something that may become true. */
    interface Condition {
        boolean holds() throws SQLException;
    }

    /** Waits for it for up to 20 seconds. */
    static void await(String what, Condition condition) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + what);
            }
            sleep(5);
        }
    }

    static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Points the replica to the source and starts it. */
    static void replicate(Connection replica, Node source, String... more) throws SQLException {
        String options = more.length == 0 ? "" : ", " + String.join(", ", more);
        boolean asks = String.valueOf(cell(replica, "SELECT VERSION()")).contains("MariaDB")
                && !options.contains("MASTER_USE_GTID");
        options += asks ? ", MASTER_USE_GTID=no" : "";
        run(replica, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='repl', MASTER_PASSWORD='', MASTER_CONNECT_RETRY=1" + options, "START SLAVE");
    }

    @Override
    public void close() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                // its node was killed
            }
        }
        nodes.values().forEach(node -> {
            if (node.running()) {
                node.kill();
            }
        });
        worlds.close();
        // H2 lets go of its files a moment after it was told to.
        sleep(100);
    }
}
