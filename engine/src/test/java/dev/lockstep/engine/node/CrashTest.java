package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} under load: what a client was told to be committed is there after the restart. */
@Timeout(180)
class CrashTest {
    private static final int CLIENTS = 4;
    private static final int ROUNDS = Integer.getInteger("lockstep.crash.rounds", 5);

    @TempDir
    Path folder;

    private TestNodes nodes;
    private final AtomicLong nextId = new AtomicLong();
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final Set<Long> tried = new ConcurrentSkipListSet<>();

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void aSourceLosesNothingThatWasAcknowledged() throws Exception {
        Node node = nodes.start("m", 1);
        TestNodes.run(nodes.connect(node), "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(20))");
        for (int round = 0; round < ROUNDS; round++) {
            List<Thread> load = load(node, new AtomicBoolean());
            awaitAcknowledged(acknowledged.size() + 100);
            node.kill();
            join(load);
            node = nodes.start("m", 1);
            Set<Long> there = ids(nodes.connect(node));
            assertThat(there).as("round " + round).containsAll(acknowledged);
            assertThat(tried).as("round " + round).containsAll(there);
        }
    }

    @Test
    void whatGoesToNoBinlogIsOnDiskBeforeTheClientIsTold() throws Exception {
        Node node = nodes.start("m", 1, "log_bin=OFF");
        TestNodes.run(nodes.connect(node), "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(20))",
                "CREATE USER kept@'%'");
        for (int round = 0; round < 2; round++) {
            List<Thread> load = load(node, new AtomicBoolean());
            awaitAcknowledged(acknowledged.size() + 20);
            node.kill();
            join(load);
            node = nodes.start("m", 1, "log_bin=OFF");
            assertThat(ids(nodes.connect(node))).as("round " + round).containsAll(acknowledged);
        }
        assertThat(TestNodes.cell(nodes.connect(node), "SHOW GRANTS FOR kept@'%'")).contains("USAGE");
    }

    @Test
    void aReplicaThatWasKilledCatchesUp() throws Exception {
        Node source = nodes.start("m", 1, "rpl_semi_sync_master_enabled=ON", "rpl_semi_sync_master_timeout=2000");
        Connection m = nodes.connect(source);
        TestNodes.run(m, "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(20))");
        Node replica = nodes.start("s", 2, "rpl_semi_sync_slave_enabled=ON", "log_bin=OFF");
        TestNodes.replicate(nodes.connect(replica), source);
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> load = load(source, enough);
        for (int round = 0; round < ROUNDS; round++) {
            awaitAcknowledged(acknowledged.size() + 50);
            replica.kill();
            replica = nodes.start("s", 2, "rpl_semi_sync_slave_enabled=ON", "log_bin=OFF");
        }
        awaitAcknowledged(acknowledged.size() + 50);
        enough.set(true);
        join(load);
        Connection s = nodes.connect(replica);
        String rows = "" + TestNodes.cell(m, "SELECT COUNT(*) FROM t");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", rows);
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Last_SQL_Errno")).isEqualTo("0");
        assertThat(ids(s)).isEqualTo(ids(m));
    }

    /** Its own binlog has more than its tables after a crash: positions of the source are made up for like rows. */
    @ParameterizedTest
    @ValueSource(strings = {"mysql-5.7.23", "mariadb-10.11"})
    void aReplicaThatLogsWhatItAppliesAppliesNothingTwice(String version) throws Exception {
        ServerProfile profile = Profiles.named(version).orElseThrow();
        Node source = nodes.start("m", 1, profile);
        Connection m = nodes.connect(source);
        TestNodes.run(m, "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(20))",
                "CREATE TABLE sums (id INT PRIMARY KEY, n BIGINT)", "INSERT INTO sums VALUES (1, 0)");
        Node replica = nodes.start("s", 2, profile, "log_slave_updates=ON", "skip_slave_start=OFF");
        TestNodes.replicate(nodes.connect(replica), source);
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> load = load(source, enough);
        for (int round = 0; round < ROUNDS; round++) {
            awaitAcknowledged(acknowledged.size() + 50);
            replica.kill();
            replica = nodes.start("s", 2, profile, "log_slave_updates=ON", "skip_slave_start=OFF");
        }
        awaitAcknowledged(acknowledged.size() + 50);
        enough.set(true);
        join(load);
        Connection s = nodes.connect(replica);
        String rows = "" + TestNodes.cell(m, "SELECT COUNT(*) FROM t");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", rows);
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Last_SQL_Errno")).isEqualTo("0");
        assertThat(ids(s)).isEqualTo(ids(m));
        assertThat(insertsIn(s)).isEqualTo(Integer.parseInt(rows) + 1);
    }

    /** Row events of inserts in all binlog files. */
    private static int insertsIn(Connection connection) throws SQLException {
        int inserts = 0;
        for (String file : TestNodes.column(connection, "SHOW BINARY LOGS", "Log_name")) {
            inserts += Collections.frequency(TestNodes.column(connection, "SHOW BINLOG EVENTS IN '" + file
                    + "' LIMIT 1000000", "Event_type").stream().map(type -> type.replace("_v1", "")).toList(),
                    "Write_rows");
        }
        return inserts;
    }

    @Test
    void aReplicaFollowsASourceThatWasKilled() throws Exception {
        Node source = nodes.start("m", 1, "rpl_semi_sync_master_enabled=ON", "rpl_semi_sync_master_timeout=2000");
        TestNodes.run(nodes.connect(source), "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(20))");
        Connection s = nodes.connect(nodes.start("s", 2, "rpl_semi_sync_slave_enabled=ON"));
        TestNodes.replicate(s, source);
        for (int round = 0; round < ROUNDS; round++) {
            List<Thread> load = load(source, new AtomicBoolean());
            awaitAcknowledged(acknowledged.size() + 50);
            source.kill();
            join(load);
            source = nodes.start("m", 1, "rpl_semi_sync_master_enabled=ON", "rpl_semi_sync_master_timeout=2000");
        }
        Connection m = nodes.connect(source);
        assertThat(ids(m)).containsAll(acknowledged);
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "" + TestNodes.cell(m, "SELECT COUNT(*) FROM t"));
        assertThat(ids(s)).isEqualTo(ids(m));
    }

    private List<Thread> load(Node node, AtomicBoolean enough) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(Thread.ofPlatform().start(() -> insertUntilTheNodeIsGone(node, enough)));
        }
        return threads;
    }

    private void insertUntilTheNodeIsGone(Node node, AtomicBoolean enough) {
        try (Connection connection = DriverManager.getConnection(TestNodes.url(node, "useServerPrepStmts=true"), "root",
                ""); PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, 'x')")) {
            while (!enough.get()) {
                long id = nextId.incrementAndGet();
                tried.add(id);
                insert.setLong(1, id);
                insert.executeUpdate();
                acknowledged.add(id);
            }
        } catch (SQLException e) {
            // the node was killed; what was not acknowledged may or may not be there
        }
    }

    private void awaitAcknowledged(int count) throws SQLException {
        TestNodes.await(count + " commits", () -> acknowledged.size() >= count);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Set<Long> ids(Connection connection) throws SQLException, IOException {
        Set<Long> ids = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM t")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
