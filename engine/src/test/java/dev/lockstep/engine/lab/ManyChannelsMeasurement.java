package dev.lockstep.engine.lab;

import com.sun.management.OperatingSystemMXBean;
import dev.lockstep.engine.node.Node;
import dev.lockstep.engine.node.NodeConfig;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures a replica with many channels: how long START SLAVE takes until all of them stream and have applied what there is,
 * how much memory an idle channel needs (both ends of it, in one process), and what an applied transaction costs. Run by
 * hand, see docs/benchmarks.md.
 */
public final class ManyChannelsMeasurement {
    private static final int SOURCES = 16;
    /** Fewer would measure how threads start and how SHOW SLAVE STATUS tells of them. */
    private static final int LEAST_PER_CHANNEL = 400;

    private final LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
    private final Path folder;
    private final List<Node> sources = new ArrayList<>();
    private final List<Connection> clients = new ArrayList<>();

    private ManyChannelsMeasurement(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        int transactions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_480;
        ManyChannelsMeasurement measurement = new ManyChannelsMeasurement(Files.createTempDirectory("channels"));
        measurement.startSources();
        System.out
                .println("channels | START SLAVE ms | until all have applied ms | heap kB/channel | resident kB/channel"
                        + " | transactions | CPU us each | wall us each");
        try {
            measurement.round(16, transactions, "(warming up)");
            for (int channels : new int[]{1, 16, 64, 256}) {
                measurement.round(channels, Math.max(transactions, channels * LEAST_PER_CHANNEL), "");
            }
        } finally {
            measurement.tellErrors();
            System.exit(0);
        }
    }

    private void tellErrors() {
        TraceLog trace = worlds.trace();
        trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(event -> event instanceof TraceEvent.LogLine line
                        && line.level() == TraceEvent.LogLine.Level.ERROR)
                .limit(10).forEach(System.out::println);
    }

    private Node start(String name, long id, ServerProfile profile) throws Exception {
        return Node.start(worlds.open(name, folder.resolve(name)), new NodeConfig(name, profile, 0, id, Map.of()));
    }

    private static Connection connect(Node node) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + node.port() + "/test", "root", "");
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void startSources() throws Exception {
        for (int i = 0; i < SOURCES; i++) {
            Node source = start("m" + i, i + 1, Profiles.LOCKSTEP);
            sources.add(source);
            clients.add(connect(source));
            run(clients.get(i), "CREATE TABLE t" + i + " (a INT)");
        }
    }

    /** One replica with so many channels, which together apply so many transactions. */
    private void round(int channels, int transactions, String note) throws Exception {
        for (Connection client : clients) {
            run(client, "RESET MASTER");
        }
        String name = "s" + channels + note.length();
        Node replica = start(name, 1_000 + channels + note.length(), Profiles.MYSQL_5_7_23);
        try (Connection s = connect(replica)) {
            configure(s, channels);
            long[] before = memory();
            long begin = System.nanoTime();
            run(s, "START SLAVE");
            double started = millis(begin);
            awaitAll(s);
            double streaming = millis(begin);
            long[] after = memory();
            run(s, "STOP SLAVE SQL_THREAD");
            int each = transactions / channels;
            commit(Math.min(channels, SOURCES), each);
            awaitRead(s);
            long cpu = cpuNanos();
            begin = System.nanoTime();
            run(s, "START SLAVE SQL_THREAD");
            awaitAll(s);
            double total = (double) each * channels;
            System.out.printf("%d | %.0f | %.0f | %d | %d | %.0f | %.0f | %.0f %s%n", channels, started, streaming,
                    (after[0] - before[0]) / channels / 1024, (after[1] - before[1]) / channels / 1024, total,
                    (cpuNanos() - cpu) / total / 1_000, (System.nanoTime() - begin) / total / 1_000, note);
            run(s, "STOP SLAVE");
        }
        replica.shutdown();
    }

    private void configure(Connection s, int channels) throws SQLException {
        for (int i = 0; i < channels; i++) {
            int source = i % SOURCES;
            run(s, "CREATE DATABASE d" + i, "CREATE TABLE d" + i + ".t" + source + " (a INT)",
                    "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + sources.get(source).port()
                            + ", MASTER_USER='repl', MASTER_PASSWORD='' FOR CHANNEL '" + name(i) + "'",
                    "CHANGE REPLICATION FILTER REPLICATE_REWRITE_DB = ((test, d" + i + ")) FOR CHANNEL '" + name(i)
                            + "'");
        }
    }

    /** The default channel counts among the 256 that MySQL allows. */
    private static String name(int channel) {
        return channel == 0 ? "" : "c" + channel;
    }

    private void commit(int among, int each) throws SQLException {
        for (int i = 0; i < among; i++) {
            Connection client = clients.get(i);
            run(client, "SET GLOBAL sync_binlog=0");
            for (int row = 0; row < each; row++) {
                run(client, "INSERT INTO t" + i + " VALUES (" + row + ")");
            }
        }
    }

    /** Waits until every channel has applied all that its source has. */
    private void awaitAll(Connection s) throws SQLException, InterruptedException {
        await(s, "Exec_Master_Log_Pos");
    }

    private void awaitRead(Connection s) throws SQLException, InterruptedException {
        await(s, "Read_Master_Log_Pos");
    }

    private void await(Connection s, String column) throws SQLException, InterruptedException {
        List<Long> ends = new ArrayList<>();
        for (Connection client : clients) {
            try (Statement statement = client.createStatement();
                    ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
                row.next();
                ends.add(row.getLong(2));
            }
        }
        while (!reached(s, column, ends)) {
            Thread.sleep(100);
        }
    }

    private boolean reached(Connection s, String column, List<Long> ends) throws SQLException {
        try (Statement statement = s.createStatement(); ResultSet rows = statement.executeQuery("SHOW SLAVE STATUS")) {
            while (rows.next()) {
                String name = rows.getString("Channel_Name");
                int channel = name.isEmpty() ? 0 : Integer.parseInt(name.substring(1));
                if (rows.getInt("Last_SQL_Errno") != 0 || rows.getInt("Last_IO_Errno") != 0) {
                    throw new IllegalStateException(rows.getString("Last_SQL_Error") + rows.getString("Last_IO_Error"));
                }
                if (rows.getLong(column) < ends.get(channel % SOURCES)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Heap in use, and resident memory of the process; bytes. */
    private static long[] memory() throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        Runtime runtime = Runtime.getRuntime();
        long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
        return new long[]{runtime.totalMemory() - runtime.freeMemory(), resident};
    }
}
