package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of transactions on their way between nodes of either family. */
class MariaDbReplicationTest {
    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    @BeforeEach
    void open() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private static void fill(Connection source) throws SQLException {
        TestNodes.run(source, "CREATE TABLE t (a INT PRIMARY KEY)", "INSERT INTO t VALUES (1)",
                "INSERT INTO t VALUES (2)");
    }

    @Test
    void aGtidIsKeptOnItsWay() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11, "gtid_domain_id=4");
        Connection m = nodes.connect(source);
        fill(m);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11, "log_slave_updates=1"));
        TestNodes.replicate(s, source);
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        TestNodes.await("position", () -> "4-1-3".equals(TestNodes.cell(s, "SELECT @@gtid_slave_pos")));
        assertThat(TestNodes.cell(s, "SELECT @@gtid_binlog_state")).isEqualTo("4-1-3");
        assertThat(TestNodes.column(s, "SHOW BINLOG EVENTS", "Info")).contains("GTID 4-1-1", "BEGIN GTID 4-1-3");
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Gtid_Slave_Pos")).isEqualTo("4-1-3");
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Using_Gtid")).isEqualTo("No");
        TestNodes.run(s, "CREATE TABLE own (a INT PRIMARY KEY)");
        assertThat(TestNodes.cell(s, "SELECT @@gtid_current_pos")).isEqualTo("0-2-1,4-1-3");

        TestNodes.run(s, "STOP SLAVE", "RESET SLAVE");
        assertThat(TestNodes.cell(s, "SELECT @@gtid_slave_pos")).isEqualTo("4-1-3");
        nodes.stop("s");
        Connection again = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11, "skip_slave_start=1"));
        assertThat(TestNodes.cell(again, "SELECT @@gtid_slave_pos")).isEqualTo("4-1-3");
    }

    /** The table store flushes late; what it has lost comes back from the own binlog, and so does where the source was. */
    @Test
    void afterACrashThePositionIsThatOfTheTables() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection m = nodes.connect(source);
        fill(m);
        String[] variables = {"log_slave_updates=1", "innodb_flush_log_at_trx_commit=0", "sync_binlog=1",
                "skip_slave_start=1"};
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11, variables));
        TestNodes.replicate(s, source, "MASTER_USE_GTID=slave_pos");
        TestNodes.await("position", () -> "0-1-3".equals(TestNodes.cell(s, "SELECT @@gtid_slave_pos")));
        nodes.node("s").kill();
        for (String journal : new String[]{"applied-positions.1", "applied-positions.2"}) {
            Files.deleteIfExists(nodes.folder("s").resolve(journal));
        }
        TestNodes.run(m, "INSERT INTO t VALUES (3)");
        Connection again = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11, variables));
        assertThat(TestNodes.cell(again, "SELECT @@gtid_slave_pos")).isEqualTo("0-1-3");
        TestNodes.run(again, "START SLAVE");
        ReplicationTest.awaitRows(again, "SELECT COUNT(*) FROM t", "3");
    }

    @Test
    void aPositionOfAFileIsToldInGtids() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection m = nodes.connect(source);
        fill(m);
        String end = TestNodes.cell(m, "SHOW MASTER STATUS", "Position");
        assertThat(TestNodes.cell(m, "SELECT BINLOG_GTID_POS('mysql-bin.000001', " + end + ")")).isEqualTo("0-1-3");
        assertThat(TestNodes.cell(m, "SELECT BINLOG_GTID_POS('mysql-bin.000001', 4)")).isEmpty();
        assertThat(TestNodes.cell(m, "SELECT BINLOG_GTID_POS('mysql-bin.000009', 4)")).isNull();
    }

    @Test
    void aReplicaBeginsWhereItsGtidsSay() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection m = nodes.connect(source);
        fill(m);
        TestNodes.run(m, "FLUSH BINARY LOGS", "INSERT INTO t VALUES (3)");
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11));
        TestNodes.run(s, "SET sql_log_bin = 0", "CREATE TABLE t (a INT PRIMARY KEY)",
                "SET GLOBAL gtid_slave_pos = '0-1-2'");
        TestNodes.replicate(s, source, "MASTER_USE_GTID=slave_pos");
        ReplicationTest.awaitRows(s, "SELECT GROUP_CONCAT(a) FROM (SELECT a FROM t ORDER BY a) x", "2,3");
        TestNodes.await("received", () -> "0-1-4".equals(TestNodes.cell(s, "SHOW SLAVE STATUS", "Gtid_IO_Pos")));
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Using_Gtid")).isEqualTo("Slave_Pos");
        TestNodes.run(s, "STOP SLAVE");
        TestNodes.run(m, "SET gtid_domain_id = 9", "INSERT INTO t VALUES (4)");
        nodes.stop("s");
        Connection again = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11));
        ReplicationTest.awaitRows(again, "SELECT COUNT(*) FROM t", "3");
        assertThat(TestNodes.cell(again, "SELECT @@gtid_slave_pos")).isEqualTo("0-1-4,9-1-1");
        assertThat(TestNodes.cell(again, "SHOW SLAVE STATUS", "Using_Gtid")).isEqualTo("Slave_Pos");
    }

    @Test
    void bothThreadsEndAtTheGtidThatUntilNames() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection m = nodes.connect(source);
        fill(m);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11, "log_slave_updates=1"));
        TestNodes.replicate(s, source, "MASTER_USE_GTID=slave_pos");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        TestNodes.run(s, "STOP SLAVE");
        TestNodes.run(m, "INSERT INTO t VALUES (3)", "SET gtid_domain_id=7", "INSERT INTO t VALUES (70)",
                "FLUSH BINARY LOGS", "SET gtid_domain_id=0", "INSERT INTO t VALUES (4)", "INSERT INTO t VALUES (5)");
        TestNodes.run(s, "START SLAVE UNTIL master_gtid_pos='0-1-5'");
        awaitEnd(s);
        assertThat(TestNodes.cell(s, "SELECT GROUP_CONCAT(a) FROM (SELECT a FROM t ORDER BY a) x"))
                .isEqualTo("1,2,3,4");
        assertThat(TestNodes.cell(s, "SELECT @@gtid_slave_pos")).isEqualTo("0-1-5");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Until_Condition")).isEqualTo("Gtid");
        TestNodes.run(s, "START SLAVE UNTIL master_gtid_pos='0-1-4'");
        awaitEnd(s);
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("4");
        TestNodes.run(s, "START SLAVE");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "6");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Until_Condition")).isEqualTo("None");
        assertThatThrownBy(() -> TestNodes.run(s, "START SLAVE UNTIL master_gtid_pos='0-1-9'"))
                .hasMessageContaining("already running");
        TestNodes.run(s, "STOP SLAVE");
        assertThatThrownBy(() -> TestNodes.run(s, "START SLAVE UNTIL master_gtid_pos='0-1'"))
                .hasMessageContaining("Could not parse GTID list");
        TestNodes.run(s, "CHANGE MASTER TO MASTER_USE_GTID=no");
        assertThatThrownBy(() -> TestNodes.run(s, "START SLAVE UNTIL master_gtid_pos='0-1-9'"))
                .hasMessageContaining("requires that slave is using GTID");
    }

    private static void awaitEnd(Connection s) throws SQLException {
        for (String thread : new String[]{"Slave_IO_Running", "Slave_SQL_Running"}) {
            TestNodes.await(thread + " ends", () -> "No".equals(TestNodes.cell(s, "SHOW SLAVE STATUS", thread)));
        }
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Last_Errno")).isEqualTo("0");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Last_IO_Errno")).isEqualTo("0");
    }

    @Test
    void aSourceRefusesAGtidThatItHasNot() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        fill(nodes.connect(source));
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11));
        TestNodes.run(s, "SET GLOBAL gtid_slave_pos = '0-1-20'");
        TestNodes.replicate(s, source, "MASTER_USE_GTID=slave_pos");
        TestNodes.await("refused", () -> "1236".equals(TestNodes.cell(s, "SHOW SLAVE STATUS", "Last_IO_Errno")));
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Last_IO_Error"))
                .contains("requested to start from GTID 0-1-20, which is not in the master's binlog");
    }

    @Test
    void aReplicaOfMySqlGetsWhatItUnderstands() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection m = nodes.connect(source);
        fill(m);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MYSQL_5_7_23, "log_slave_updates=1"));
        TestNodes.replicate(s, source);
        TestNodes.run(m, "FLUSH BINARY LOGS", "INSERT INTO t VALUES (3)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "3");
        assertThat(TestNodes.column(s, "SHOW BINLOG EVENTS", "Event_type"))
                .contains("Anonymous_Gtid", "Write_rows").doesNotContain("Gtid", "Annotate_rows");
        String relay = TestNodes.cell(s, "SHOW SLAVE STATUS", "Relay_Log_File");
        assertThat(TestNodes.column(s, "SHOW RELAYLOG EVENTS IN '" + relay + "'", "Event_type"))
                .contains("Query", "Xid").doesNotContain("Gtid", "Gtid_list", "Binlog_checkpoint", "Annotate_rows");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Exec_Master_Log_Pos"))
                .isEqualTo(TestNodes.cell(m, "SHOW MASTER STATUS", "Position"));
    }

    @Test
    void whatComesFromMySqlGetsAGtidOfItsServer() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MYSQL_5_7_23, "gtid_mode=ON", "enforce_gtid_consistency=ON");
        fill(nodes.connect(source));
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11, "log_slave_updates=1"));
        TestNodes.replicate(s, source);
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        assertThat(TestNodes.column(s, "SHOW BINLOG EVENTS", "Info")).contains("GTID 0-1-1", "BEGIN GTID 0-1-3");
        assertThat(TestNodes.cell(s, "SELECT @@gtid_slave_pos")).isEmpty();
    }
}
