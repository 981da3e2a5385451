package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
@SuppressWarnings("NullAway.Init") // filled by start
class UntilAndDelayTest {
    private static final String[] GTID = {"gtid_mode=ON", "enforce_gtid_consistency=ON"};

    @TempDir
    Path folder;

    private TestNodes nodes;
    @SuppressWarnings("NullAway.Init")
    private Node source;
    @SuppressWarnings("NullAway.Init")
    private Connection m;
    @SuppressWarnings("NullAway.Init")
    private Connection s;

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private void pair(String... options) throws Exception {
        source = nodes.start("m", 1, options);
        m = nodes.connect(source);
        TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY)");
        s = nodes.connect(nodes.start("s", 2, options));
        TestNodes.replicate(s, source);
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "0");
        TestNodes.run(s, "STOP SLAVE SQL_THREAD");
    }

    private String status(String column) throws Exception {
        return String.valueOf(TestNodes.cell(s, "SHOW SLAVE STATUS", column));
    }

    private String end() throws Exception {
        return String.valueOf(TestNodes.cell(m, "SHOW MASTER STATUS", 2));
    }

    private void awaitStopped() throws Exception {
        TestNodes.await("applier stopped", () -> "No".equals(TestNodes.cell(s, "SHOW SLAVE STATUS",
                "Slave_SQL_Running")));
        assertThat(status("Last_SQL_Errno")).isEqualTo("0");
        assertThat(status("Slave_IO_Running")).isEqualTo("Yes");
    }

    @Test
    void untilAPositionOfTheSource() throws Exception {
        pair();
        TestNodes.run(m, "INSERT INTO t VALUES (1)");
        String until = end();
        TestNodes.run(m, "INSERT INTO t VALUES (2)");
        TestNodes.run(s, "START SLAVE SQL_THREAD UNTIL MASTER_LOG_FILE='mysql-bin.000001', MASTER_LOG_POS=" + until);
        awaitStopped();
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("1");
        assertThat(status("Exec_Master_Log_Pos")).isEqualTo(until);
        assertThat(status("Until_Condition")).isEqualTo("Master");
        assertThat(status("Until_Log_File")).isEqualTo("mysql-bin.000001");
        assertThat(status("Until_Log_Pos")).isEqualTo(until);
        TestNodes.run(s, "START SLAVE SQL_THREAD");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        assertThat(status("Until_Condition")).isEqualTo("None");
    }

    @Test
    void aPositionWithinATransactionEndsBehindIt() throws Exception {
        pair();
        String before = end();
        TestNodes.run(m, "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)");
        TestNodes.run(s, "START SLAVE UNTIL MASTER_LOG_FILE='mysql-bin.000001', MASTER_LOG_POS="
                + (Long.parseLong(before) + 1));
        awaitStopped();
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("1");
    }

    @Test
    void untilAPositionOfTheRelayLog() throws Exception {
        pair();
        TestNodes.run(m, "INSERT INTO t VALUES (1)");
        TestNodes.run(s, "START SLAVE SQL_THREAD");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        TestNodes.run(s, "STOP SLAVE SQL_THREAD");
        String file = status("Relay_Log_File");
        long at = Long.parseLong(status("Relay_Log_Pos"));
        TestNodes.run(m, "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (3)");
        TestNodes.run(s, "START SLAVE SQL_THREAD UNTIL RELAY_LOG_FILE='" + file + "', RELAY_LOG_POS=" + (at + 1));
        awaitStopped();
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("2");
        assertThat(status("Until_Condition")).isEqualTo("Relay");
    }

    @Test
    void beforeAndAfterGtids() throws Exception {
        pair(GTID);
        TestNodes.run(m, "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (3)");
        String uuid = TestNodes.cell(m, "SELECT @@server_uuid");
        TestNodes.run(s, "START SLAVE SQL_THREAD UNTIL SQL_BEFORE_GTIDS='" + uuid + ":3'");
        awaitStopped();
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("1");
        assertThat(status("Until_Condition")).isEqualTo("SQL_BEFORE_GTIDS");
        TestNodes.run(s, "START SLAVE SQL_THREAD UNTIL SQL_AFTER_GTIDS='" + uuid + ":1-3'");
        awaitStopped();
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("2");
        assertThatThrownBy(() -> TestNodes.run(s, "START SLAVE SQL_THREAD UNTIL SQL_AFTER_GTIDS='what'"))
                .hasMessageContaining("Malformed GTID");
    }

    @Test
    void anEmptyTransactionOfTheReplicaSkipsOneOfTheSource() throws Exception {
        pair(GTID);
        TestNodes.run(m, "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)");
        String uuid = TestNodes.cell(m, "SELECT @@server_uuid");
        TestNodes.run(s, "SET gtid_next='" + uuid + ":2'", "BEGIN", "COMMIT");
        assertThatThrownBy(() -> TestNodes.run(s, "INSERT INTO t VALUES (9)"))
                .hasMessageContaining("you must explicitly set it to a different value");
        TestNodes.run(s, "SET gtid_next='AUTOMATIC'", "START SLAVE SQL_THREAD");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        assertThat(TestNodes.cell(s, "SELECT id FROM t")).isEqualTo("2");
        assertThat(TestNodes.cell(s, "SELECT @@gtid_executed")).isEqualTo(uuid + ":1-3");
    }

    @Test
    void aDelayedReplicaWaitsAndSaysHowLong() throws Exception {
        pair();
        TestNodes.run(s, "CHANGE MASTER TO MASTER_DELAY=3", "START SLAVE SQL_THREAD");
        long begin = System.nanoTime();
        TestNodes.run(m, "INSERT INTO t VALUES (1)");
        TestNodes.await("delayed", () -> "Waiting until MASTER_DELAY seconds after master executed event"
                .equals(TestNodes.cell(s, "SHOW SLAVE STATUS", "Slave_SQL_Running_State")));
        assertThat(status("SQL_Delay")).isEqualTo("3");
        assertThat(Integer.parseInt(status("SQL_Remaining_Delay"))).isBetween(0, 3);
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("0");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        assertThat(System.nanoTime() - begin).as("times have whole seconds").isGreaterThan(1_500_000_000L);
        assertThat(status("SQL_Remaining_Delay")).isEqualTo("null");
        assertThatThrownBy(() -> TestNodes.run(s, "CHANGE MASTER TO MASTER_DELAY=1"))
                .hasMessageContaining("running slave sql thread");
    }

    @Test
    void aDelaySurvivesARestartAndStopEndsIt() throws Exception {
        pair();
        TestNodes.run(s, "CHANGE MASTER TO MASTER_DELAY=3600", "START SLAVE SQL_THREAD");
        TestNodes.run(m, "INSERT INTO t VALUES (1)");
        TestNodes.await("delayed", () -> TestNodes.cell(s, "SHOW SLAVE STATUS", "SQL_Remaining_Delay") != null);
        nodes.stop("s");
        s = nodes.connect(nodes.start("s", 2));
        assertThat(status("SQL_Delay")).isEqualTo("3600");
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM t")).isEqualTo("0");
        TestNodes.run(s, "STOP SLAVE", "CHANGE MASTER TO MASTER_DELAY=0", "START SLAVE");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "1");
    }
}
