package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
@SuppressWarnings("NullAway.Init") // filled by start
class FilterTest {
    private static final String END = "CREATE TABLE test.done (a INT)";

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
    void start() throws Exception {
        nodes = new TestNodes(folder);
        source = nodes.start("m", 1);
        m = nodes.connect(source);
        TestNodes.run(m, "CREATE DATABASE d1", "CREATE DATABASE d2", "USE d1", "CREATE TABLE t (a INT)", "USE d2",
                "CREATE TABLE t (a INT)");
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private void replica(String... options) throws Exception {
        s = nodes.connect(nodes.start("s", 2, options));
    }

    private String status(String column) throws Exception {
        return String.valueOf(TestNodes.cell(s, "SHOW SLAVE STATUS", column));
    }

    /** Waits until the replica has done or left out all that the source has written. */
    private void awaitAll() throws Exception {
        String end = String.valueOf(TestNodes.cell(m, "SHOW MASTER STATUS", 2));
        ReplicationTest.awaitRows(s, "SELECT MASTER_POS_WAIT('mysql-bin.000001', " + end + ", 10) >= 0", "1");
        assertThat(status("Last_SQL_Error")).isEmpty();
    }

    private String databases() throws Exception {
        return TestNodes.column(s, "SHOW DATABASES LIKE 'd%'", "Database").toString();
    }

    @Test
    void databasesToDoByAStartOption() throws Exception {
        replica("replicate-do-db=d1");
        TestNodes.replicate(s, source);
        TestNodes.run(m, "INSERT INTO d1.t VALUES (1)", "INSERT INTO d2.t VALUES (1)");
        awaitAll();
        assertThat(databases()).isEqualTo("[d1]");
        assertThat(TestNodes.cell(s, "SELECT a FROM d1.t")).isEqualTo("1");
        assertThat(status("Replicate_Do_DB")).isEqualTo("d1");
    }

    @Test
    void aStatementGoesByItsDefaultDatabase() throws Exception {
        replica("replicate_ignore_db=d2");
        TestNodes.replicate(s, source);
        TestNodes.run(m, "USE d2", "CREATE TABLE d1.unseen (a INT)", "USE d1", "CREATE TABLE seen (a INT)",
                "INSERT INTO seen VALUES (1)");
        awaitAll();
        assertThat(TestNodes.column(s, "SHOW TABLES FROM d1", "Tables_in_d1")).containsExactly("seen", "t");
        assertThat(databases()).isEqualTo("[d1]");
    }

    @Test
    void tablesByNameAndByPattern() throws Exception {
        replica("replicate-ignore-table=d1.a", "replicate-wild-ignore-table=d2.%,d1.tmp%");
        TestNodes.replicate(s, source);
        TestNodes.run(m, "USE d1", "CREATE TABLE a (a INT)", "CREATE TABLE tmp1 (a INT)", "INSERT INTO tmp1 VALUES (1)",
                "INSERT INTO a VALUES (1)", "INSERT INTO t VALUES (5)", "DROP TABLE tmp1", "DROP TABLE a",
                "INSERT INTO d2.t VALUES (1)");
        awaitAll();
        assertThat(TestNodes.column(s, "SHOW TABLES FROM d1", "Tables_in_d1")).containsExactly("t");
        assertThat(TestNodes.cell(s, "SELECT a FROM d1.t")).isEqualTo("5");
        assertThat(databases()).isEqualTo("[d1]");
        assertThat(status("Replicate_Wild_Ignore_Table")).isEqualTo("d2.%,d1.tmp%");
    }

    @Test
    void rewritesADatabase() throws Exception {
        replica("replicate-rewrite-db=d1->e1");
        TestNodes.run(s, "CREATE DATABASE e1");
        TestNodes.replicate(s, source);
        TestNodes.run(m, "USE d1", "CREATE TABLE w (a INT)", "INSERT INTO w VALUES (7)");
        awaitAll();
        assertThat(TestNodes.cell(s, "SELECT a FROM e1.w")).isEqualTo("7");
        assertThat(status("Replicate_Rewrite_DB")).isEqualTo("(d1,e1)");
    }

    @Test
    void aFilterOfOneChannelLeavesOthersAlone() throws Exception {
        Node other = nodes.start("m2", 5);
        Connection m2 = nodes.connect(other);
        replica();
        for (Node one : new Node[]{source, other}) {
            TestNodes.run(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + one.port()
                    + ", MASTER_USER='repl', MASTER_PASSWORD='' FOR CHANNEL '" + (one == source ? "c1" : "c2") + "'");
        }
        TestNodes.run(s, "CHANGE REPLICATION FILTER REPLICATE_DO_DB = (d1, `d9`), REPLICATE_WILD_IGNORE_TABLE = "
                + "('d1.x%') FOR CHANNEL 'c1'", "START SLAVE");
        TestNodes.run(m2, END, "INSERT INTO test.done VALUES (1)");
        TestNodes.run(m, "USE d1", "CREATE TABLE x1 (a INT)", "CREATE TABLE y (a INT)", "INSERT INTO y VALUES (1)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM test.done", "1");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM d1.y", "1");
        assertThat(databases()).isEqualTo("[d1]");
        assertThat(TestNodes.column(s, "SHOW TABLES FROM d1", "Tables_in_d1")).containsExactly("t", "y");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS FOR CHANNEL 'c1'", "Replicate_Do_DB")).isEqualTo("d1,d9");
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS FOR CHANNEL 'c2'", "Replicate_Do_DB")).isEmpty();
        assertThatThrownBy(() -> TestNodes.run(s, "CHANGE REPLICATION FILTER REPLICATE_DO_DB = ()"))
                .hasMessageContaining("running slave sql thread");
    }

    @Test
    void anOptionThatNamesNoTableIsRefusedAtTheStart() {
        assertThatThrownBy(() -> replica("replicate-do-table=t")).isInstanceOf(IOException.class)
                .hasMessageContaining("replicate_do_table").hasMessageContaining("database.table");
    }

    @Test
    void eventsOfIgnoredServersAreNotTaken() throws Exception {
        Node middle = nodes.start("c", 7, "log_slave_updates=ON");
        Connection c = nodes.connect(middle);
        TestNodes.replicate(c, source);
        replica();
        TestNodes.replicate(s, middle, "IGNORE_SERVER_IDS=(1, 99)");
        TestNodes.run(m, "USE test", "CREATE TABLE far (a INT)");
        ReplicationTest.awaitRows(c, "SELECT COUNT(*) FROM test.far", "0");
        TestNodes.run(c, "CREATE TABLE test.near (a INT)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM test.near", "0");
        assertThat(databases()).isEqualTo("[]");
        assertThat(TestNodes.column(s, "SHOW TABLES FROM test", "Tables_in_test")).containsExactly("near");
        assertThat(status("Replicate_Ignore_Server_Ids")).isEqualTo("1, 99");
        nodes.stop("s");
        s = nodes.connect(nodes.start("s", 2));
        assertThat(status("Replicate_Ignore_Server_Ids")).isEqualTo("1, 99");
    }

    @Test
    void aFilteredTransactionStillTakesItsGtid() throws Exception {
        String[] gtid = {"gtid_mode=ON", "enforce_gtid_consistency=ON", "log_slave_updates=ON"};
        Node first = nodes.start("g", 11, gtid);
        Connection g = nodes.connect(first);
        TestNodes.run(g, "CREATE TABLE a (a INT)", "CREATE TABLE b (a INT)", "INSERT INTO a VALUES (1)",
                "INSERT INTO b VALUES (1)");
        s = nodes.connect(nodes.start("s", 2, "gtid_mode=ON", "enforce_gtid_consistency=ON", "log_slave_updates=ON",
                "replicate-ignore-table=test.a"));
        TestNodes.replicate(s, first, "MASTER_AUTO_POSITION=1");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM b", "1");
        assertThat(TestNodes.cell(s, "SELECT @@gtid_executed")).isEqualTo(TestNodes.cell(g, "SELECT @@gtid_executed"));
        nodes.stop("s");
        s = nodes.connect(nodes.start("s", 2, gtid));
        assertThat(TestNodes.cell(s, "SELECT @@gtid_executed")).as("it is in the binlog, too")
                .isEqualTo(TestNodes.cell(g, "SELECT @@gtid_executed"));
    }
}
