package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two sources, one replica with a channel for each, and what goes wrong in one of them. */
@Timeout(90)
@SuppressWarnings("NullAway.Init") // filled by start
class ApplierErrorTest {
    @TempDir
    Path folder;

    private TestNodes nodes;
    @SuppressWarnings("NullAway.Init")
    private Connection m1;
    @SuppressWarnings("NullAway.Init")
    private Connection m2;
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

    private void fanIn(String... options) throws Exception {
        Node one = nodes.start("m1", 1);
        Node two = nodes.start("m2", 2);
        m1 = nodes.connect(one);
        m2 = nodes.connect(two);
        s = nodes.connect(nodes.start("s", 3, options));
        channel("c1", one);
        channel("c2", two);
        TestNodes.run(m1, "CREATE TABLE a (id INT PRIMARY KEY, v VARCHAR(20))");
        TestNodes.run(m2, "CREATE TABLE b (id INT PRIMARY KEY, v VARCHAR(20))");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "0");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM b", "0");
    }

    private void channel(String name, Node source) throws Exception {
        TestNodes.run(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='repl', MASTER_PASSWORD='', MASTER_CONNECT_RETRY=1 FOR CHANNEL '" + name + "'",
                "START SLAVE FOR CHANNEL '" + name + "'");
    }

    private String status(String channel, String column) throws Exception {
        return String.valueOf(TestNodes.cell(s, "SHOW SLAVE STATUS FOR CHANNEL '" + channel + "'", column));
    }

    private void awaitError(String channel, String errno) throws Exception {
        TestNodes.await(errno + " of " + channel, () -> {
            try {
                return status(channel, "Last_SQL_Errno").equals(errno);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(status(channel, "Slave_SQL_Running")).isEqualTo("No");
        assertThat(status(channel, "Slave_IO_Running")).isEqualTo("Yes");
    }

    private List<String> log() {
        TraceLog trace = nodes.worlds().trace();
        return trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(event -> event instanceof TraceEvent.LogLine && event.node().equals("s"))
                .map(event -> ((TraceEvent.LogLine) event).text()).toList();
    }

    @Test
    void aDuplicateKeyStopsOnlyItsOwnChannel() throws Exception {
        fanIn();
        TestNodes.run(s, "INSERT INTO a VALUES (1,'mine')");
        String before = String.valueOf(TestNodes.cell(m1, "SHOW MASTER STATUS", 2));
        TestNodes.run(m1, "INSERT INTO a VALUES (1,'theirs')");
        awaitError("c1", "1062");
        String end = String.valueOf(TestNodes.column(m1, "SHOW BINLOG EVENTS", "End_log_pos").reversed().get(1));
        String text = "Could not execute Write_rows event on table test.a; Duplicate entry '1' for key 'PRIMARY', "
                + "Error_code: 1062; handler error HA_ERR_FOUND_DUPP_KEY; the event's master log mysql-bin.000001, "
                + "end_log_pos " + end;
        assertThat(status("c1", "Last_SQL_Error")).isEqualTo(text);
        assertThat(status("c1", "Last_Error")).isEqualTo(text);
        assertThat(status("c1", "Exec_Master_Log_Pos")).isEqualTo(before);
        assertThat(log()).contains("Slave SQL for channel 'c1': " + text + ", Error_code: 1062",
                "Slave: Duplicate entry '1' for key 'PRIMARY' Error_code: 1062",
                "Error running query, slave SQL thread aborted. Fix the problem, and restart the slave SQL thread with "
                        + "\"SLAVE START\". We stopped at log 'mysql-bin.000001' position " + before);
        TestNodes.run(m2, "INSERT INTO b VALUES (1,'goes on')");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM b", "1");
        assertThat(status("c2", "Slave_SQL_Running")).isEqualTo("Yes");
        assertThat(status("c2", "Last_SQL_Errno")).isEqualTo("0");
        TestNodes.run(s, "DELETE FROM a", "START SLAVE SQL_THREAD FOR CHANNEL 'c1'");
        ReplicationTest.awaitRows(s, "SELECT v FROM a", "theirs");
        assertThat(status("c1", "Last_SQL_Errno")).isEqualTo("0");
    }

    @Test
    void aMissingRowIs1032WithTheEnginesNameOfIt() throws Exception {
        fanIn();
        TestNodes.run(m1, "INSERT INTO a VALUES (1,'x')", "CREATE TABLE k (v INT)", "INSERT INTO k VALUES (7)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM k", "1");
        TestNodes.run(s, "DELETE FROM a", "DELETE FROM k");
        TestNodes.run(m1, "UPDATE a SET v='y'");
        awaitError("c1", "1032");
        assertThat(status("c1", "Last_SQL_Error"))
                .startsWith(
                        "Could not execute Update_rows event on table test.a; Can't find record in 'a', Error_code: "
                                + "1032; handler error HA_ERR_KEY_NOT_FOUND; the event's master log mysql-bin.000001, end_log_pos ");
        TestNodes.run(s, "STOP SLAVE", "SET GLOBAL sql_slave_skip_counter=1", "START SLAVE FOR CHANNEL 'c1'");
        TestNodes.run(m1, "DELETE FROM k");
        awaitError("c1", "1032");
        assertThat(status("c1", "Last_SQL_Error"))
                .startsWith(
                        "Could not execute Delete_rows event on table test.k; Can't find record in 'k', Error_code: "
                                + "1032; handler error HA_ERR_END_OF_FILE; ");
    }

    @Test
    void rowsOfATableThatIsNotThereAre1146() throws Exception {
        fanIn();
        TestNodes.run(s, "DROP TABLE a");
        TestNodes.run(m1, "INSERT INTO a VALUES (1,'x')");
        awaitError("c1", "1146");
        assertThat(status("c1", "Last_SQL_Error"))
                .isEqualTo("Error executing row event: 'Table 'test.a' doesn't exist'");
    }

    @Test
    void aStatementThatFailsIsQuoted() throws Exception {
        fanIn();
        TestNodes.run(s, "CREATE TABLE c (a INT)");
        TestNodes.run(m1, "CREATE TABLE c (a INT)");
        awaitError("c1", "1050");
        assertThat(status("c1", "Last_SQL_Error")).isEqualTo("Error 'Table 'c' already exists' on query. Default "
                + "database: 'test'. Query: 'CREATE TABLE c (a INT)'");
        assertThat(status("c2", "Slave_SQL_Running")).isEqualTo("Yes");
    }

    @Test
    void theSkipCounterPassesOverOneWholeTransactionAndARestartDoesNotBringItBack() throws Exception {
        fanIn("skip_slave_start=ON");
        TestNodes.run(s, "INSERT INTO a VALUES (2,'mine')");
        m1.setAutoCommit(false);
        TestNodes.run(m1, "INSERT INTO a VALUES (1,'lost with it')", "INSERT INTO a VALUES (2,'x')", "COMMIT");
        m1.setAutoCommit(true);
        TestNodes.run(m1, "INSERT INTO a VALUES (3,'after')");
        awaitError("c1", "1062");
        assertThatThrownBy(() -> TestNodes.run(s, "SET GLOBAL sql_slave_skip_counter=1"))
                .hasMessageContaining("running slave sql thread");
        TestNodes.run(s, "STOP SLAVE", "SET GLOBAL sql_slave_skip_counter=1");
        assertThatThrownBy(() -> TestNodes.run(s, "START SLAVE")).hasMessageContaining("FOR CHANNEL");
        TestNodes.run(s, "START SLAVE FOR CHANNEL 'c1'", "START SLAVE FOR CHANNEL 'c2'");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "2");
        assertThat(TestNodes.column(s, "SELECT id FROM a ORDER BY id", "id")).containsExactly("2", "3");
        assertThat(TestNodes.cell(s, "SELECT @@sql_slave_skip_counter")).isEqualTo("0");
        assertThat(status("c1", "Skip_Counter")).isEqualTo("0");
        nodes.stop("s");
        s = nodes.connect(nodes.start("s", 3));
        TestNodes.run(m1, "INSERT INTO a VALUES (4,'last')");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "3");
        assertThat(status("c1", "Last_SQL_Errno")).isEqualTo("0");
    }

    @Test
    void listedErrorsArePassedOver() throws Exception {
        fanIn("slave_skip_errors=1062,ddl_exist_errors");
        TestNodes.run(s, "INSERT INTO a VALUES (1,'mine')", "CREATE TABLE c (a INT)");
        TestNodes.run(m1, "INSERT INTO a VALUES (1,'x'),(2,'y')", "CREATE TABLE c (a INT)",
                "INSERT INTO c VALUES (1)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM c", "1");
        assertThat(TestNodes.column(s, "SELECT v FROM a ORDER BY id", "v")).containsExactly("mine", "y");
    }

    @Test
    void idempotentModeOverwritesAndForgives() throws Exception {
        fanIn("slave_exec_mode=IDEMPOTENT");
        TestNodes.run(s, "INSERT INTO a VALUES (1,'mine')");
        TestNodes.run(m1, "INSERT INTO a VALUES (1,'x')", "INSERT INTO a VALUES (2,'y')");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "2");
        TestNodes.run(s, "DELETE FROM a WHERE id=2");
        TestNodes.run(m1, "DELETE FROM a WHERE id=2", "INSERT INTO a VALUES (3,'z')");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "2");
        assertThat(TestNodes.cell(s, "SELECT v FROM a WHERE id=1")).isEqualTo("x");
    }

    @Test
    void aTransactionThatFindsItsRowLockedIsTriedAgain() throws Exception {
        fanIn("innodb_lock_wait_timeout=1", "slave_transaction_retries=20");
        TestNodes.run(m1, "INSERT INTO a VALUES (1,'x')");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "1");
        Connection holder = nodes.connect(nodes.node("s"));
        holder.setAutoCommit(false);
        TestNodes.run(holder, "UPDATE a SET v='held' WHERE id=1");
        TestNodes.run(m1, "UPDATE a SET v='y' WHERE id=1");
        TestNodes.sleep(2_500);
        assertThat(status("c1", "Slave_SQL_Running")).isEqualTo("Yes");
        holder.rollback();
        ReplicationTest.awaitRows(s, "SELECT v FROM a", "y");
    }
}
