package dev.lockstep.engine.node;

import static dev.lockstep.engine.node.ConnectionsByNameTest.assertError;
import static dev.lockstep.engine.node.ConnectionsByNameTest.columns;
import static dev.lockstep.engine.node.ConnectionsByNameTest.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MySQL's channels by name, over a connection. */
@Timeout(90)
class ChannelsByNameTest {
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
    void mySql80KeepsMoreThanOneChannelInTablesOnly() throws Exception {
        Connection sql = nodes.connect(nodes.start("s", 3, Profiles.MYSQL_8_0));
        assertThat(TestNodes.cell(sql, "SELECT @@master_info_repository")).isEqualTo("TABLE");
        TestNodes.run(sql, "SET GLOBAL relay_log_info_repository = FILE");
        assertThatThrownBy(() -> TestNodes.run(sql, "CHANGE MASTER TO MASTER_HOST='127.0.0.1' FOR CHANNEL 'a'"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(3077));
        TestNodes.run(sql, "CHANGE MASTER TO MASTER_HOST='127.0.0.1'", "SET GLOBAL relay_log_info_repository = TABLE",
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1' FOR CHANNEL 'a'");
    }

    @Test
    void aBinlogThatCannotBeWrittenEndsTheServerSince57() throws Exception {
        assertThat(TestNodes.cell(nodes.connect(nodes.start("old", 1, Profiles.MYSQL_5_6)),
                "SELECT @@binlog_error_action"))
                .isEqualTo("IGNORE_ERROR");
        assertThat(TestNodes.cell(nodes.connect(nodes.start("new", 2)), "SELECT @@binlog_error_action"))
                .isEqualTo("ABORT_SERVER");
    }

    @Test
    void aStatementWithoutAClauseMeansAllChannels() throws Exception {
        Connection m1 = nodes.connect(nodes.start("m1", 1));
        Node one = nodes.start("m1b", 11);
        Node two = nodes.start("m2", 2);
        assertThat(TestNodes.cell(m1, "SHOW SLAVE STATUS")).isNull();
        Node replica = nodes.start("s", 3);
        Connection s = nodes.connect(replica);
        change(s, "A", one);
        change(s, "b", two);
        TestNodes.run(s, "START SLAVE");
        TestNodes.await("both", () -> List.of("Yes", "Yes")
                .equals(TestNodes.column(s, "SHOW SLAVE STATUS", "Slave_IO_Running")));
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS", "Channel_Name")).containsExactly("a", "b");
        TestNodes.run(s, "START SLAVE FOR CHANNEL 'B'");
        assertThat(warnings(s)).containsExactly(
                "Note 3083 Replication thread(s) for channel 'b' are already running.");
        TestNodes.run(s, "STOP SLAVE FOR CHANNEL 'A'");
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS", "Slave_SQL_Running")).containsExactly("No", "Yes");
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS FOR CHANNEL 'a'", "Master_Port"))
                .containsExactly("" + one.port());
        TestNodes.run(s, "STOP SLAVE", "FLUSH RELAY LOGS FOR CHANNEL 'b'");
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS", "Slave_SQL_Running")).containsExactly("No", "No");
        assertThat(TestNodes.cell(s, "SHOW RELAYLOG EVENTS FOR CHANNEL 'b'")).startsWith("relay-bin-b.00000");

        replica.shutdown();
        Connection again = nodes.connect(nodes.start("s", 3, "skip_slave_start=ON"));
        assertThat(TestNodes.column(again, "SHOW SLAVE STATUS", "Channel_Name")).containsExactly("a", "b");
        TestNodes.run(again, "RESET SLAVE ALL FOR CHANNEL 'a'");
        assertThat(TestNodes.column(again, "SHOW SLAVE STATUS", "Channel_Name")).containsExactly("b");
        TestNodes.run(again, "RESET SLAVE ALL");
        assertThat(TestNodes.cell(again, "SHOW SLAVE STATUS")).isNull();
    }

    @Test
    void refusalsAreMySqls() throws Exception {
        Node source = nodes.start("m", 1);
        Connection s = nodes.connect(nodes.start("s", 2));
        for (String statement : List.of("START SLAVE", "STOP SLAVE", "RESET SLAVE", "RESET SLAVE ALL",
                "SHOW SLAVE STATUS", "SHOW RELAYLOG EVENTS", "FLUSH RELAY LOGS")) {
            assertError(() -> TestNodes.run(s, statement + " FOR CHANNEL 'X'"), 3074,
                    "Slave channel 'x' does not exist.");
        }
        assertError(() -> TestNodes.run(s, "START SLAVE"), 1200, null);
        assertError(() -> TestNodes.run(s, "START SLAVE 'x'"), 1064, null);
        assertError(() -> TestNodes.run(s, "START REPLICA"), 1064, null);
        assertError(() -> TestNodes.run(s, "SHOW ALL SLAVES STATUS"), 1064, null);
        assertError(() -> TestNodes.run(s, "SELECT @@default_master_connection"), 1193, null);
        assertError(() -> change(s, "x".repeat(65), source), 3076,
                "Couldn't create channel: Channel name is either invalid or too long.");
        change(s, "x", source);
        assertError(() -> TestNodes.run(s, "CHANGE MASTER TO MASTER_USER='u'"), 3079,
                "Multiple channels exist on the slave. Please provide channel name as an argument.");
        assertError(() -> TestNodes.run(s, "SHOW RELAYLOG EVENTS"), 3079, null);
        assertError(() -> TestNodes.run(s, "SELECT MASTER_POS_WAIT('x', 4, 1)"), 3079, null);
        assertError(() -> TestNodes.run(s, "SELECT MASTER_POS_WAIT('x', 4, 1, 'nope')"), 3074, null);
        assertThat(TestNodes.cell(s, "SELECT MASTER_POS_WAIT('x', 4, 1, 'X')")).isNull();
    }

    @Test
    void thePerformanceSchemaKnowsTheChannels() throws Exception {
        String[] gtid = {"gtid_mode=ON", "enforce_gtid_consistency=ON", "log_slave_updates=ON"};
        Node source = nodes.start("m", 1, gtid);
        Connection m = nodes.connect(source);
        TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Connection s = nodes.connect(nodes.start("s", 2, gtid));
        TestNodes.run(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='repl', MASTER_AUTO_POSITION=1, MASTER_HEARTBEAT_PERIOD=0.5 FOR CHANNEL 'c'",
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1, MASTER_USER='x' FOR CHANNEL 'd'",
                "START SLAVE FOR CHANNEL 'c'");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        TestNodes.await("heartbeat", () -> !"0".equals(TestNodes.cell(s, "SELECT COUNT_RECEIVED_HEARTBEATS FROM"
                + " performance_schema.replication_connection_status WHERE CHANNEL_NAME='c'")));
        assertThat(TestNodes.row(s, "SELECT CHANNEL_NAME, SERVICE_STATE, SOURCE_UUID, RECEIVED_TRANSACTION_SET,"
                + " LAST_ERROR_NUMBER FROM performance_schema.replication_connection_status WHERE channel_name='c'"))
                .isEqualTo("CHANNEL_NAME=c SERVICE_STATE=ON SOURCE_UUID=" + TestNodes.cell(m, "SELECT @@server_uuid")
                        + " RECEIVED_TRANSACTION_SET=" + TestNodes.cell(m, "SELECT @@gtid_executed")
                        + " LAST_ERROR_NUMBER=0 ");
        assertThat(TestNodes.row(s, "SELECT c.HOST, c.PORT, c.AUTO_POSITION, c.HEARTBEAT_INTERVAL, a.SERVICE_STATE,"
                + " w.LAST_SEEN_TRANSACTION"
                + " FROM performance_schema.replication_connection_configuration c"
                + " JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)"
                + " JOIN performance_schema.replication_applier_status_by_worker w USING (CHANNEL_NAME)"
                + " WHERE w.SERVICE_STATE = 'ON'"))
                .isEqualTo("HOST=127.0.0.1 PORT=" + source.port() + " AUTO_POSITION=1 HEARTBEAT_INTERVAL=0.500"
                        + " SERVICE_STATE=ON LAST_SEEN_TRANSACTION="
                        + TestNodes.cell(m, "SELECT @@server_uuid") + ":2 ");
        assertThat(TestNodes.column(s, "SELECT * FROM performance_schema.replication_applier_configuration"
                + " ORDER BY CHANNEL_NAME DESC", "CHANNEL_NAME")).containsExactly("d", "c");
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM"
                + " performance_schema.replication_applier_status_by_coordinator")).isEqualTo("0");
        String thread = TestNodes.cell(s, "SELECT THREAD_ID FROM performance_schema.replication_connection_status");
        assertThat(TestNodes.column(s, "SHOW PROCESSLIST", "Id")).contains(thread);
        assertThat(columns(s, "SELECT * FROM performance_schema.replication_applier_status_by_worker"))
                .containsExactly("CHANNEL_NAME", "WORKER_ID", "THREAD_ID", "SERVICE_STATE", "LAST_SEEN_TRANSACTION",
                        "LAST_ERROR_NUMBER", "LAST_ERROR_MESSAGE", "LAST_ERROR_TIMESTAMP");
        TestNodes.run(s, "USE performance_schema");
        assertThat(TestNodes.column(s, "SELECT * FROM replication_connection_status", "SERVICE_STATE"))
                .containsExactly("ON", "OFF");
        assertError(() -> TestNodes.run(s, "DELETE FROM replication_connection_status"), 1142, null);
    }

    @Test
    void theProcessListCanBeSelected() throws Exception {
        Connection client = nodes.connect(nodes.start("s", 2));
        assertThat(TestNodes.column(client, "SELECT ID, USER, INFO FROM information_schema.PROCESSLIST"
                + " WHERE COMMAND = 'Query'", "INFO")).hasSize(1).first().asString().startsWith("SELECT ID, USER");
        assertThat(TestNodes.cell(client, "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_VARIABLES"
                + " WHERE VARIABLE_NAME='SERVER_ID'")).isEqualTo("2");
    }

    @Test
    void twoHundredFiftySixChannelsAreConfiguredAndNotOneMore() throws Exception {
        Connection s = nodes.connect(nodes.start("s", 2));
        for (int i = 1; i < 256; i++) {
            TestNodes.run(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + i + " FOR CHANNEL 'c" + i
                    + "'");
        }
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS", "Channel_Name")).hasSize(255);
        assertError(() -> TestNodes.run(s, "CHANGE MASTER TO MASTER_HOST='h' FOR CHANNEL 'more'"), 3080,
                "Maximum number of replication channels allowed exceeded.");
    }

    private static void change(Connection s, String channel, Node source) throws SQLException {
        TestNodes.run(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='repl', MASTER_CONNECT_RETRY=1 FOR CHANNEL '" + channel + "'");
    }
}
