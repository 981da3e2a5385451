package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.WaitCount;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ReplicationTest {
    private static final String SOURCE_ON = "rpl_semi_sync_master_enabled=ON";
    private static final String REPLICA_ON = "rpl_semi_sync_slave_enabled=ON";
    private static final String CREATE = "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20))";

    @TempDir
    Path folder;

    private TestNodes nodes;

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void aReplicaFollowsItsSource() throws Exception {
        Node source = nodes.start("m", 1);
        Connection m = nodes.connect(source);
        TestNodes.run(m, CREATE, "INSERT INTO t (v) VALUES ('before')");
        Connection s = nodes.connect(nodes.start("s", 2));
        TestNodes.replicate(s, source);
        TestNodes.run(m, "INSERT INTO t (v) VALUES ('after')", "UPDATE t SET v='changed' WHERE id=1",
                "CREATE TABLE u (a INT)", "INSERT INTO u VALUES (1),(2)", "DELETE FROM u WHERE a=1");
        awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        awaitRows(s, "SELECT COUNT(*) FROM u", "1");
        assertThat(TestNodes.cell(s, "SELECT v FROM t WHERE id=1")).isEqualTo("changed");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Slave_IO_Running")).isEqualTo("Yes");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Slave_SQL_Running")).isEqualTo("Yes");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Seconds_Behind_Master")).isEqualTo("0");
        assertThat(TestNodes.cell(m, "SHOW SLAVE HOSTS")).isEqualTo("2");
        assertThat(TestNodes.column(m, "SHOW PROCESSLIST", "Command")).contains("Binlog Dump", "Query");
        assertThat(TestNodes.column(s, "SHOW PROCESSLIST", "State")).contains("Waiting for master to send event",
                "Slave has read all relay log; waiting for more updates");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Exec_Master_Log_Pos"))
                .isEqualTo(TestNodes.cell(m, "SHOW MASTER STATUS", 2));
    }

    @Test
    void aReplicaStopsAndStartsAgain() throws Exception {
        Node source = nodes.start("m", 1);
        Connection m = nodes.connect(source);
        TestNodes.run(m, CREATE);
        Connection s = nodes.connect(nodes.start("s", 2));
        TestNodes.replicate(s, source);
        TestNodes.run(m, "INSERT INTO t (v) VALUES ('a')");
        awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        TestNodes.run(s, "STOP SLAVE");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Slave_IO_Running")).isEqualTo("No");
        TestNodes.run(m, "INSERT INTO t (v) VALUES ('b')");
        TestNodes.sleep(200);
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("1");
        TestNodes.run(s, "START SLAVE");
        awaitRows(s, "SELECT COUNT(*) FROM t", "2");
    }

    @Test
    void aReplicaGoesOnAfterARestart() throws Exception {
        Node source = nodes.start("m", 1);
        Connection m = nodes.connect(source);
        TestNodes.run(m, CREATE);
        Node replica = nodes.start("s", 2);
        TestNodes.replicate(nodes.connect(replica), source);
        TestNodes.run(m, "INSERT INTO t (v) VALUES ('a')");
        replica.shutdown();
        TestNodes.run(m, "INSERT INTO t (v) VALUES ('b')");
        Connection again = nodes.connect(nodes.start("s", 2));
        awaitRows(again, "SELECT COUNT(*) FROM t", "2");
    }

    @Test
    void aCommitWaitsForTheAckOfOneReplica() throws Exception {
        Node source = nodes.start("m", 1, SOURCE_ON);
        Connection m = nodes.connect(source);
        Connection s = nodes.connect(nodes.start("s", 2, REPLICA_ON));
        TestNodes.replicate(s, source);
        TestNodes.await("client", () -> "1".equals(TestNodes.status(m, "Rpl_semi_sync_master_clients")));
        TestNodes.run(m, CREATE);
        for (int i = 0; i < 50; i++) {
            TestNodes.run(m, "INSERT INTO t (v) VALUES ('a')");
        }
        assertThat(TestNodes.status(m, "Rpl_semi_sync_master_status")).isEqualTo("ON");
        assertThat(Integer.parseInt("" + TestNodes.status(m, "Rpl_semi_sync_master_yes_tx")))
                .isGreaterThanOrEqualTo(50);
        assertThat(TestNodes.status(s, "Rpl_semi_sync_slave_status")).isEqualTo("ON");
        awaitRows(s, "SELECT COUNT(*) FROM t", "50");
    }

    @Test
    void aTimeoutSwitchesOffAndACaughtUpReplicaOn() throws Exception {
        Node source = nodes.start("m", 1, SOURCE_ON, "rpl_semi_sync_master_timeout=300");
        Connection m = nodes.connect(source);
        TestNodes.run(m, CREATE);
        assertThat(TestNodes.status(m, "Rpl_semi_sync_master_status")).isEqualTo("OFF");
        assertThat(TestNodes.status(m, "Rpl_semi_sync_master_no_tx")).isEqualTo("1");
        TestNodes.replicate(nodes.connect(nodes.start("s", 2, REPLICA_ON)), source);
        TestNodes.await("switched on", () -> "ON".equals(TestNodes.status(m, "Rpl_semi_sync_master_status")));
        TestNodes.run(m, "INSERT INTO t (v) VALUES ('a')");
        assertThat(TestNodes.status(m, "Rpl_semi_sync_master_yes_tx")).isEqualTo("1");
    }

    @Test
    void aCommitWaitsForTwoReplicas() throws Exception {
        for (var profile : Profiles.ALL) {
            if (profile.waitCount() == WaitCount.ONE) {
                continue;
            }
            String name = profile.name();
            Node source = nodes.start("m" + name, 1, profile, SOURCE_ON,
                    "rpl_semi_sync_master_wait_for_slave_count=2", "rpl_semi_sync_master_timeout=60000");
            Connection m = nodes.connect(source);
            Connection s1 = nodes.connect(nodes.start("s1" + name, 2, profile, REPLICA_ON));
            Connection s2 = nodes.connect(nodes.start("s2" + name, 3, profile, REPLICA_ON));
            TestNodes.replicate(s1, source);
            TestNodes.replicate(s2, source);
            TestNodes.await("clients", () -> "2".equals(TestNodes.status(m, "Rpl_semi_sync_master_clients")));
            TestNodes.run(m, CREATE, "INSERT INTO t (v) VALUES ('a')");
            TestNodes.run(s2, "STOP SLAVE");
            Thread writer = Thread.ofPlatform().start(() -> insert(m));
            Connection look = nodes.connect(source);
            TestNodes.await("waiting", () -> "1".equals(TestNodes.status(look, "Rpl_semi_sync_master_wait_sessions")));
            assertThat(writer.isAlive()).isTrue();
            TestNodes.run(s2, "START SLAVE");
            writer.join();
            assertThat(TestNodes.status(look, "Rpl_semi_sync_master_status")).isEqualTo("ON");
            awaitRows(s1, "SELECT COUNT(*) FROM t", "2");
            awaitRows(s2, "SELECT COUNT(*) FROM t", "2");
        }
    }

    @Test
    void waitsAfterTheCommitIfToldSo() throws Exception {
        Node source = nodes.start("m", 1, SOURCE_ON, "rpl_semi_sync_master_wait_point=AFTER_COMMIT",
                "rpl_semi_sync_master_timeout=2000");
        Connection m = nodes.connect(source);
        TestNodes.run(m, "SET GLOBAL rpl_semi_sync_master_enabled=OFF", CREATE,
                "SET GLOBAL rpl_semi_sync_master_enabled=ON");
        Connection look = nodes.connect(source);
        Thread writer = Thread.ofPlatform().start(() -> insert(m));
        TestNodes.await("waiting", () -> "1".equals(TestNodes.status(look, "Rpl_semi_sync_master_wait_sessions")));
        assertThat(TestNodes.cell(look, "SELECT COUNT(*) FROM t")).isEqualTo("1");
        writer.join();
    }

    @Test
    void gtidsPassThroughAChain() throws Exception {
        String[] gtid = {"gtid_mode=ON", "enforce_gtid_consistency=ON", "log_slave_updates=ON"};
        Node source = nodes.start("m", 1, gtid);
        Connection m = nodes.connect(source);
        TestNodes.run(m, CREATE, "INSERT INTO t (v) VALUES ('a')");
        Node middle = nodes.start("c", 2, gtid);
        Connection c = nodes.connect(middle);
        TestNodes.replicate(c, source, "MASTER_AUTO_POSITION=1");
        Connection s = nodes.connect(nodes.start("s", 3, gtid));
        TestNodes.replicate(s, middle, "MASTER_AUTO_POSITION=1");
        awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        assertThat(TestNodes.cell(s, "SELECT @@gtid_executed")).isEqualTo(TestNodes.cell(m, "SELECT @@gtid_executed"));
    }

    private static void insert(Connection connection) {
        try {
            TestNodes.run(connection, "INSERT INTO t (v) VALUES ('x')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void awaitRows(Connection connection, String sql, String expected) throws SQLException {
        try {
            TestNodes.await(sql + " = " + expected, () -> {
                try {
                    return expected.equals(TestNodes.cell(connection, sql));
                } catch (SQLException e) {
                    return false;
                }
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it is " + TestNodes.cell(connection, sql) + "; "
                    + TestNodes.row(connection, "SHOW SLAVE STATUS"), e);
        }
    }

    @Test
    void everyVersionSendsAcknowledgedCommitsToAReplicaOfItsOwn() throws Exception {
        for (var profile : Profiles.ALL) {
            String name = profile.name();
            Node source = nodes.start("am" + name, 1, profile, SOURCE_ON);
            Connection m = nodes.connect(source);
            Connection s = nodes.connect(nodes.start("as" + name, 2, profile, REPLICA_ON));
            TestNodes.replicate(s, source);
            TestNodes.await("semi-sync in " + name,
                    () -> "1".equals(TestNodes.status(m, "Rpl_semi_sync_master_clients")));
            TestNodes.run(m, "CREATE TABLE kept (a INT PRIMARY KEY)", "INSERT INTO kept VALUES (1), (2)");
            awaitRows(s, "SELECT COUNT(*) FROM kept", "2");
            assertThat(TestNodes.status(m, "Rpl_semi_sync_master_no_tx")).as(name).isEqualTo("0");
            TestNodes.run(s, "STOP SLAVE", "START SLAVE");
            TestNodes.run(m, "INSERT INTO kept VALUES (3)");
            awaitRows(s, "SELECT COUNT(*) FROM kept", "3");
        }
    }
}
