package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Source and replica with semi-sync AFTER_SYNC, one or both killed at a random moment under load and started again, round
 * after round: nothing that a client was told to be committed is missing on either side, nothing is there twice, all files
 * can be read, and nobody has to repair anything. {@code -Dlockstep.kills=200} says how many rounds, {@code -Dlockstep.seed}
 * repeats the moments of a run, and {@code -Dlockstep.kills.of=mariadb-10.11} plays one profile only.
 */
class KillRoundsTest {
    private static final int ROUNDS = Integer.getInteger("lockstep.kills", 6);
    private static final String ONLY = System.getProperty("lockstep.kills.of", "");
    private static final int ROUNDS_TO_CHECK = 10;
    private static final int DELAY_MILLIS = 200;
    private static final int COMMITS = 200;
    private static final int CATCH_UP_SECONDS = 60;

    private final long seed = Long.getLong("lockstep.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<String, String> current = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private String about = "";
    private ServerProfile profile = Profiles.MYSQL_5_7_23;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    @AfterEach
    void stop() {
        nodes.close();
    }

    static Stream<Arguments> positions() {
        return Stream.of(Arguments.of("mysql-5.7.23", "MASTER_AUTO_POSITION=0"),
                Arguments.of("mysql-5.7.23", "MASTER_AUTO_POSITION=1"),
                Arguments.of("mariadb-10.11", "MASTER_USE_GTID=slave_pos"))
                .filter(row -> ONLY.isEmpty() || ONLY.equals(row.get()[0]));
    }

    @ParameterizedTest
    @MethodSource("positions")
    @Timeout(1800)
    void nothingAcknowledgedIsLost(String version, String position) throws Exception {
        profile = Profiles.named(version).orElseThrow();
        nodes = new TestNodes(folder);
        startSource();
        startReplica();
        Connection m = nodes.connect(nodes.node("m"));
        TestNodes.run(m, "CREATE TABLE t (id BIGINT PRIMARY KEY, worker INT)",
                "CREATE TABLE sums (id INT PRIMARY KEY, n BIGINT)",
                "INSERT INTO sums VALUES (0, 0), (1, 0), (2, 0), (3, 0)");
        TestNodes.replicate(nodes.connect(nodes.node("s")), nodes.node("m"), position);
        TestNodes.run(m, "SET GLOBAL rpl_semi_sync_master_enabled=ON");
        CountedLoad load = new CountedLoad(nodes);
        for (int round = 1; round <= ROUNDS; round++) {
            about = version + " " + position + ", seed " + seed + ", round " + round;
            load.start();
            awaitCommits(load);
            killAndRestart();
            if (round % ROUNDS_TO_CHECK == 0 || round == ROUNDS) {
                load.end();
                check(load);
            }
        }
        System.out.println("KillRoundsTest: " + about + " of " + ROUNDS + ", killed " + kills + ", acknowledged "
                + load.acknowledged().size() + " of " + load.tried().size() + " transactions, files read "
                + read.size());
    }

    private void startSource() throws Exception {
        nodes.start("m", 1, profile, variables("rpl_semi_sync_master_enabled=" + (kills.isEmpty() ? "OFF" : "ON"),
                "rpl_semi_sync_master_timeout=100000000"));
    }

    private void startReplica() throws Exception {
        nodes.start("s", 2, profile, variables("rpl_semi_sync_slave_enabled=ON", "log_slave_updates=ON",
                "skip_slave_start=OFF"));
    }

    private String[] variables(String... own) {
        String[] all = java.util.Arrays.copyOf(own, own.length + 3);
        all[own.length] = "rpl_semi_sync_master_wait_point=AFTER_SYNC";
        boolean mySql = profile.dialect() == Dialect.MYSQL;
        all[own.length + 1] = mySql ? "gtid_mode=ON" : "sync_binlog=1";
        all[own.length + 2] = mySql ? "enforce_gtid_consistency=ON" : "gtid_strict_mode=ON";
        return all;
    }

    /** In three rounds of four there is real load before the kill; in the others it comes whenever it comes. */
    private void awaitCommits(CountedLoad load) throws SQLException {
        if (random.nextInt(4) > 0) {
            int wanted = load.acknowledged().size() + 1 + random.nextInt(COMMITS);
            TestNodes.await(about + ", " + wanted + " commits", () -> load.acknowledged().size() >= wanted);
        }
    }

    private void killAndRestart() throws Exception {
        String victim = switch (random.nextInt(5)) {
            case 0, 1 -> "source";
            case 2, 3 -> "replica";
            default -> "both";
        };
        TestNodes.sleep(random.nextInt(DELAY_MILLIS));
        kills.merge(victim, 1, Integer::sum);
        if (!victim.equals("replica")) {
            nodes.node("m").kill();
        }
        if (!victim.equals("source")) {
            nodes.node("s").kill();
            startReplica();
        }
        if (!victim.equals("replica")) {
            startSource();
        }
    }

    private void check(CountedLoad load) throws Exception {
        Connection m = nodes.connect(nodes.node("m"));
        Connection s = nodes.connect(nodes.node("s"));
        Set<Long> there = ids(m);
        assertThat(there).as(about + ", source").containsAll(load.acknowledged());
        assertThat(load.tried()).as(about + ", source").containsAll(there);
        assertThat(TestNodes.cell(m, "SELECT SUM(n) FROM sums")).as(about).isEqualTo("" + there.size());
        awaitSame(m, s);
        assertThat(ids(s)).as(about + ", replica").isEqualTo(there);
        assertThat(sums(s)).as(about + ", replica").isEqualTo(sums(m));
        readFiles(m, "m");
        readFiles(s, "s");
    }

    private void awaitSame(Connection m, Connection s) throws SQLException {
        String file = TestNodes.cell(m, "SHOW MASTER STATUS", "File");
        String offset = TestNodes.cell(m, "SHOW MASTER STATUS", "Position");
        long deadline = System.nanoTime() + CATCH_UP_SECONDS * 1_000_000_000L;
        while (!("" + file).equals(TestNodes.cell(s, "SHOW SLAVE STATUS", "Relay_Master_Log_File"))
                || !("" + offset).equals(TestNodes.cell(s, "SHOW SLAVE STATUS", "Exec_Master_Log_Pos"))) {
            String status = TestNodes.row(s, "SHOW SLAVE STATUS");
            assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Slave_SQL_Running")).as(about + ": " + status)
                    .isEqualTo("Yes");
            assertThat(System.nanoTime()).as(about + ": not at " + file + ":" + offset + ": " + status)
                    .isLessThan(deadline);
            TestNodes.sleep(20);
        }
    }

    /** Every event of every file that was not read before; a torn one is an error of the statement. */
    private void readFiles(Connection connection, String node) throws SQLException {
        List<String> files = TestNodes.column(connection, "SHOW BINARY LOGS", "Log_name");
        read.remove(node + "/" + current.put(node, files.getLast()));
        for (String file : files) {
            if (read.add(node + "/" + file)) {
                assertThat(TestNodes.column(connection, "SHOW BINLOG EVENTS IN '" + file + "' LIMIT 10000000", "Pos"))
                        .as(about + ", " + node + "/" + file).isNotEmpty();
            }
        }
        assertThat(TestNodes.cell(connection, "SHOW BINARY LOGS", "Log_name")).endsWith(".000001");
    }

    private static Map<Long, Long> sums(Connection connection) throws SQLException {
        Map<Long, Long> sums = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, n FROM sums")) {
            while (rows.next()) {
                sums.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return sums;
    }

    private static Set<Long> ids(Connection connection) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM t")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
