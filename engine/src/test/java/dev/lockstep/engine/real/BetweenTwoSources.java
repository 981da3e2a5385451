package dev.lockstep.engine.real;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * MDEV-3793's topology: a replica with connections {@code m1} and {@code m2} to two semi-sync sources, and a client that
 * writes all the time on each. {@link #stopOne()} is a round: what does {@code STOP SLAVE 'm1'} do to m2?
 */
final class BetweenTwoSources implements AutoCloseable {
    private static final long ROUND_SECONDS = 6;

    private final Server replica;
    private final Map<String, Server> sources = new TreeMap<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean enough;

    BetweenTwoSources(Server replica, Server m1, Server m2) throws SQLException {
        this.replica = replica;
        sources.put("m1", m1);
        sources.put("m2", m2);
        for (Map.Entry<String, Server> source : sources.entrySet()) {
            String database = "of_" + source.getKey();
            String[] tables = {"CREATE DATABASE " + database,
                    "CREATE TABLE " + database + ".t (id BIGINT PRIMARY KEY, v VARCHAR(20))"};
            source.getValue().sql(tables);
            source.getValue().sql("SET GLOBAL rpl_semi_sync_master_enabled=ON");
            replica.sql(tables);
            clients.add(Thread.ofPlatform().daemon().start(() -> write(source.getValue(), database)));
        }
    }

    private void write(Server source, String database) {
        long id = 0;
        while (!enough) {
            try (Connection connection = source.connect(); Statement statement = connection.createStatement()) {
                while (!enough) {
                    statement.execute("INSERT INTO " + database + ".t VALUES (" + ++id + ", 'x')");
                }
            } catch (SQLException e) {
                Waiting.sleep(50);
            }
        }
    }

    /**
     * What m2's threads say after m1 was stopped, as {@code Last_IO_Errno/Last_SQL_Errno}; 0/0 if nothing happened to them
     * within some seconds.
     */
    String stopOne() throws Exception {
        replica.sql("SET GLOBAL rpl_semi_sync_slave_enabled=ON");
        for (Map.Entry<String, Server> source : sources.entrySet()) {
            List<@Nullable String> end = source.getValue().query("SHOW MASTER STATUS").getFirst();
            replica.sql("CHANGE MASTER '" + source.getKey() + "' TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                    + source.getValue().port() + ", MASTER_USER='repl', MASTER_PASSWORD='', MASTER_CONNECT_RETRY=1"
                    + ", MASTER_USE_GTID=no, MASTER_LOG_FILE='" + end.get(0) + "', MASTER_LOG_POS=" + end.get(1));
        }
        replica.sql("START ALL SLAVES");
        for (String name : sources.keySet()) {
            Waiting.until(name + " streams", () -> replica.log(), () -> streams(name));
        }
        replica.sql("STOP SLAVE 'm1'");
        long deadline = System.nanoTime() + ROUND_SECONDS * 1_000_000_000L;
        while (errors().equals("0/0") && System.nanoTime() < deadline) {
            Waiting.sleep(20);
        }
        String found = errors();
        replica.sql("STOP ALL SLAVES", "RESET SLAVE 'm1' ALL", "RESET SLAVE 'm2' ALL");
        return found;
    }

    /** It runs, and something has come since the first look. */
    private boolean streams(String name) throws SQLException {
        String before = status(name, "Read_Master_Log_Pos");
        Waiting.sleep(100);
        return "Yes".equals(status(name, "Slave_IO_Running")) && !before.equals(status(name, "Read_Master_Log_Pos"));
    }

    private String errors() throws SQLException {
        return status("m2", "Last_IO_Errno") + "/" + status("m2", "Last_SQL_Errno");
    }

    private String status(String name, String column) throws SQLException {
        return String.valueOf(replica.cell("SHOW SLAVE '" + name + "' STATUS", column));
    }

    @Override
    public void close() throws SQLException {
        enough = true;
        for (Server source : sources.values()) {
            // a client may wait for an ACK that nobody sends any more
            source.sql("SET GLOBAL rpl_semi_sync_master_enabled=OFF");
        }
        for (Thread client : clients) {
            try {
                client.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
