package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MariaDB's way: variables of a connection. */
@Timeout(90)
class ConnectionFilterTest {
    @TempDir
    Path folder;

    private TestNodes nodes;
    private Connection m1;
    private Connection m2;
    private Connection s;

    @BeforeEach
    void start() throws Exception {
        nodes = new TestNodes(folder);
        Node one = nodes.start("m1", 1, Profiles.LOCKSTEP);
        Node two = nodes.start("m2", 2, Profiles.LOCKSTEP);
        m1 = nodes.connect(one);
        m2 = nodes.connect(two);
        s = nodes.connect(nodes.start("s", 3, Profiles.LOCKSTEP, "c2.replicate_ignore_table=test.option"));
        for (Node node : new Node[]{one, two}) {
            TestNodes.run(s,
                    "CHANGE MASTER '" + (node == one ? "c1" : "c2") + "' TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                            + node.port() + ", MASTER_USER='repl', MASTER_USE_GTID=no");
        }
        TestNodes.run(m1, "CREATE DATABASE d1");
        TestNodes.run(m2, "CREATE DATABASE d2");
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private String status(String connection, String column) throws Exception {
        return String.valueOf(TestNodes.cell(s, "SHOW SLAVE '" + connection + "' STATUS", column));
    }

    @Test
    void filtersAreVariablesOfAConnection() throws Exception {
        TestNodes.run(s, "SET GLOBAL c1.replicate_do_db='d1,d9'", "SET default_master_connection='c2'",
                "SET GLOBAL replicate_wild_ignore_table='d2.tmp%'");
        assertThat(TestNodes.cell(s, "SELECT @@c1.replicate_do_db")).isEqualTo("d1,d9");
        assertThat(TestNodes.cell(s, "SELECT @@global.replicate_wild_ignore_table")).isEqualTo("d2.tmp%");
        assertThat(TestNodes.cell(s, "SELECT @@replicate_do_db")).isEmpty();
        assertThat(TestNodes.cell(s, "SHOW VARIABLES LIKE 'replicate_wild_ignore_table'", 2)).isEqualTo("d2.tmp%");
        assertThat(status("c1", "Replicate_Do_DB")).isEqualTo("d1,d9");
        assertThat(status("c2", "Replicate_Ignore_Table")).isEqualTo("test.option");
        TestNodes.run(s, "START ALL SLAVES");
        TestNodes.run(m2, "CREATE TABLE option (a INT)", "USE d2", "CREATE TABLE tmp1 (a INT)",
                "CREATE TABLE kept (a INT)", "INSERT INTO kept VALUES (1)");
        TestNodes.run(m1, "CREATE TABLE left_out (a INT)", "USE d1", "CREATE TABLE taken (a INT)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM d2.kept", "1");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM d1.taken", "0");
        assertThat(TestNodes.column(s, "SHOW TABLES FROM test", "Tables_in_test")).isEmpty();
        assertThat(TestNodes.column(s, "SHOW TABLES FROM d2", "Tables_in_d2")).containsExactly("kept");
        assertThatThrownBy(() -> TestNodes.run(s, "SET GLOBAL replicate_do_db='x'"))
                .hasMessageContaining("you have a running slave 'c2'");
        assertThatThrownBy(() -> TestNodes.run(s, "SET GLOBAL nobody.replicate_do_db='x'"))
                .hasMessageContaining("no master connection 'nobody'");
    }

    @Test
    void eachConnectionHasItsSkipCounterAndItsErrors() throws Exception {
        TestNodes.run(s, "START ALL SLAVES", "CREATE TABLE a (id INT PRIMARY KEY)");
        TestNodes.run(m1, "SET sql_log_bin=0", "CREATE TABLE a (id INT PRIMARY KEY)", "SET sql_log_bin=1");
        TestNodes.run(s, "INSERT INTO a VALUES (1)");
        TestNodes.run(m1, "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)");
        TestNodes.await("1062", () -> "1062".equals(TestNodes.cell(s, "SHOW SLAVE 'c1' STATUS", "Last_SQL_Errno")));
        assertThat(status("c2", "Slave_SQL_Running")).isEqualTo("Yes");
        TestNodes.run(s, "SET default_master_connection='c1'", "SET GLOBAL sql_slave_skip_counter=1");
        assertThat(status("c1", "Skip_Counter")).isEqualTo("1");
        assertThat(TestNodes.cell(s, "SELECT @@sql_slave_skip_counter")).isEqualTo("1");
        assertThat(status("c2", "Skip_Counter")).isEqualTo("0");
        TestNodes.run(s, "START SLAVE");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "2");
        assertThat(status("c1", "Skip_Counter")).isEqualTo("0");
    }
}
