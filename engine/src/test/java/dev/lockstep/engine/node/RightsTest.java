package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.profile.Profiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What accounts with few rights are told; MariaDB's texts as 10.11.19 answered the same statements. */
class RightsTest {
    @TempDir
    private Path folder;
    private TestNodes nodes;

    @BeforeEach
    void open() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private Connection root(Node node) throws SQLException {
        Connection root = nodes.connect(node);
        TestNodes.run(root, "CREATE DATABASE d1", "CREATE TABLE d1.t (i INT)", "CREATE TABLE d1.t2 (i INT)",
                "CREATE DATABASE d2", "CREATE TABLE d2.z (i INT)", "CREATE USER nop@'%' IDENTIFIED BY 'p'",
                "CREATE USER tab@'%' IDENTIFIED BY 'p'", "CREATE USER dbu@'%' IDENTIFIED BY 'p'",
                "GRANT ALL ON d1.* TO dbu@'%'", "GRANT SELECT ON d1.t TO tab@'%'", "GRANT INSERT ON d2.z TO tab@'%'");
        return root;
    }

    private static Connection as(Node node, String user) throws SQLException {
        return DriverManager.getConnection(TestNodes.url(node, "").replace("/test?", "/?"), user, "p");
    }

    private static void refused(Connection connection, String sql, int code, String text) {
        assertThatThrownBy(() -> TestNodes.run(connection, sql)).as(sql).isInstanceOfSatisfying(SQLException.class,
                e -> {
                    assertThat(e.getErrorCode()).as(sql).isEqualTo(code);
                    assertThat(e.getMessage()).as(sql).contains(text);
                });
    }

    @Test
    void mariaDbNamesThePartOfSuperThatIsMissing() throws IOException, SQLException {
        Node node = nodes.start("n", 1, Profiles.MARIADB_10_11);
        root(node);
        try (Connection nop = as(node, "nop")) {
            String need = "Access denied; you need (at least one of) the ";
            refused(nop, "SHOW SLAVE STATUS", 1227, need + "SUPER, SLAVE MONITOR privilege(s) for this operation");
            refused(nop, "SHOW MASTER STATUS", 1227, need + "SUPER, BINLOG MONITOR");
            refused(nop, "SHOW BINLOG EVENTS", 1227, need + "BINLOG MONITOR");
            refused(nop, "SHOW SLAVE HOSTS", 1227, need + "REPLICATION MASTER ADMIN");
            refused(nop, "CHANGE MASTER TO MASTER_HOST='x'", 1227, need + "SUPER, REPLICATION SLAVE ADMIN");
            refused(nop, "STOP SLAVE", 1227, need + "SUPER, REPLICATION SLAVE ADMIN");
            refused(nop, "RESET MASTER", 1227, need + "RELOAD");
            refused(nop, "SET GLOBAL read_only=1", 1227, need + "READ_ONLY ADMIN");
            refused(nop, "SET GLOBAL rpl_semi_sync_master_enabled=1", 1227, need + "SUPER, REPLICATION MASTER ADMIN");
            refused(nop, "SET GLOBAL sync_binlog=1", 1227, need + "SUPER, BINLOG ADMIN");
            refused(nop, "SET sql_log_bin=0", 1227, need + "SUPER, BINLOG ADMIN");
            refused(nop, "SHUTDOWN", 1227, need + "SHUTDOWN");
            refused(nop, "CREATE USER z@z", 1227, need + "CREATE USER");
            refused(nop, "GRANT SELECT ON *.* TO nop", 1045, "Access denied for user 'nop'@'%' (using password: YES)");
            refused(nop, "SELECT * FROM d1.t", 1142,
                    "SELECT command denied to user 'nop'@'127.0.0.1' for table `d1`.`t`");
            refused(nop, "RENAME TABLE d1.t TO d1.tt", 1142, "DROP, ALTER command denied");
            refused(nop, "USE d1", 1044, "Access denied for user 'nop'@'%' to database 'd1'");
            assertThat(TestNodes.column(nop, "SHOW DATABASES", "Database")).doesNotContain("d1", "d2", "test");
            assertThat(TestNodes.cell(nop, "SHOW GRANTS")).isEqualTo("GRANT USAGE ON *.* TO `nop`@`%` IDENTIFIED BY"
                    + " PASSWORD '*7B9EBEED26AA52ED10C0F549FA863F13C39E0209'");
        }
    }

    @Test
    void mySqlAsksForSuper() throws IOException, SQLException {
        Node node = nodes.start("n", 1, Profiles.MYSQL_5_7_23);
        Connection root = root(node);
        try (Connection nop = as(node, "nop"); Connection other = as(node, "tab")) {
            String need = "Access denied; you need (at least one of) the ";
            refused(nop, "SHOW SLAVE STATUS", 1227, need + "SUPER, REPLICATION CLIENT privilege(s)");
            refused(nop, "SHOW BINLOG EVENTS", 1227, need + "REPLICATION SLAVE privilege(s)");
            refused(nop, "START SLAVE", 1227, need + "SUPER privilege(s)");
            refused(nop, "SET GLOBAL sync_binlog=1", 1227, need + "SUPER privilege(s)");
            refused(nop, "SELECT * FROM d1.t", 1142, "SELECT command denied to user 'nop'@'127.0.0.1' for table 't'");
            String id = TestNodes.cell(other, "SELECT CONNECTION_ID()");
            refused(nop, "KILL " + id, 1095, "You are not owner of thread " + id);
            TestNodes.run(root, "GRANT REPLICATION CLIENT, SUPER ON *.* TO nop@'%'");
            TestNodes.run(nop, "SHOW SLAVE STATUS", "SET GLOBAL sync_binlog=1", "KILL " + id);
            assertThat(TestNodes.cell(nop, "SHOW GRANTS")).isEqualTo(
                    "GRANT SUPER, REPLICATION CLIENT ON *.* TO 'nop'@'%'");
            TestNodes.run(root, "REVOKE SUPER ON *.* FROM nop@'%'");
            refused(nop, "SET GLOBAL sync_binlog=1", 1227, need + "SUPER privilege(s)");
            assertThat(TestNodes.cell(root, "SHOW GRANTS")).isEqualTo(
                    "GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION");
        }
    }

    @Test
    void rightsHoldForTheirDatabaseOrTable() throws IOException, SQLException {
        Node node = nodes.start("n", 1);
        root(node);
        try (Connection tab = as(node, "tab"); Connection dbu = as(node, "dbu")) {
            TestNodes.run(tab, "USE d1", "SELECT * FROM t", "INSERT INTO d2.z VALUES (1)", "SELECT COUNT(*) FROM t a"
                    + " JOIN d1.t b USING (i)", "SELECT EXTRACT(YEAR FROM NOW())");
            refused(tab, "SELECT * FROM t, t2", 1142, "SELECT command denied");
            refused(tab, "SELECT (SELECT MAX(i) FROM t2)", 1142, "SELECT command denied");
            refused(tab, "INSERT INTO d2.z SELECT i FROM d1.t2", 1142, "SELECT command denied");
            refused(tab, "INSERT INTO t VALUES (1)", 1142, "INSERT command denied");
            refused(tab, "DROP TABLE t", 1142, "DROP command denied");
            assertThat(TestNodes.column(tab, "SHOW TABLES FROM d1", "Tables_in_d1")).containsExactly("t");
            TestNodes.run(dbu, "USE d1", "CREATE TABLE x (i INT)", "DROP TABLE x");
            refused(dbu, "SELECT * FROM d2.z", 1142, "SELECT command denied");
            refused(dbu, "DROP DATABASE d2", 1044, "to database 'd2'");
            refused(dbu, "GRANT SELECT ON d1.t TO tab@'%'", 1142, "GRANT command denied");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(TestNodes.url(node, "").replace("/test?", "/d2?"), "dbu",
                "p")).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1044));
    }

    @Test
    void readOnlyStopsThoseWithoutTheRight() throws IOException, SQLException {
        Node node = nodes.start("n", 1);
        Connection root = root(node);
        TestNodes.run(root, "SET GLOBAL read_only=1", "INSERT INTO d1.t VALUES (1)");
        try (Connection dbu = as(node, "dbu")) {
            refused(dbu, "INSERT INTO d1.t VALUES (2)", 1290, "--read-only");
        }
    }

    @Test
    void aChannelIsToldWhatItsAccountLacks() throws IOException, SQLException {
        Connection mariaDb = root(nodes.start("source", 1, Profiles.MARIADB_10_11));
        root(nodes.start("old", 3));
        Connection replica = nodes.connect(nodes.start("replica", 2, Profiles.MARIADB_10_11));
        connect(replica, "nop", "wrong", "source");
        error(replica, 1045, "message: Access denied for user 'nop'@'127.0.0.1' (using password: YES)");
        connect(replica, "nop", "p", "source");
        error(replica, 1597, "Master command COM_REGISTER_SLAVE failed: Access denied; you need (at least one of) the"
                + " REPLICATION SLAVE privilege(s) for this operation (Errno: 1227)");
        TestNodes.run(mariaDb, "GRANT REPLICATION SLAVE ON *.* TO nop@'%'");
        for (String column : List.of("Slave_IO_Running", "Slave_SQL_Running")) {
            TestNodes.await(column, () -> "Yes".equals(TestNodes.cell(replica, "SHOW SLAVE STATUS", column)));
        }
        error(replica, 0, "");
        connect(replica, "nop", "p", "old");
        error(replica, 1597, "(using password: YES) (Errno: 1045)");
    }

    private void connect(Connection replica, String user, String password, String source) throws SQLException {
        TestNodes.run(replica, "STOP SLAVE", "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                + nodes.node(source).port() + ", MASTER_USER='" + user + "', MASTER_PASSWORD='" + password
                + "', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=no", "START SLAVE");
    }

    private static void error(Connection replica, int code, String text) throws SQLException {
        TestNodes.await("error " + code, () -> String.valueOf(code).equals(
                TestNodes.cell(replica, "SHOW SLAVE STATUS", "Last_IO_Errno")));
        assertThat(TestNodes.cell(replica, "SHOW SLAVE STATUS", "Last_IO_Error")).contains(text);
    }
}
