package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TablesTest {
    private static final String CREATE = "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20))"
            + " ENGINE=InnoDB";

    @TempDir
    Path folder;

    private TestNodes nodes;
    private Node node;
    private Connection client;

    @BeforeEach
    void start() throws Exception {
        nodes = new TestNodes(folder);
        node = nodes.start("m", 1);
        client = nodes.connect(node);
        TestNodes.run(client, CREATE);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void insertsAndSelects() throws SQLException {
        try (Statement statement = client.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO t (v) VALUES ('a'),('b')",
                    Statement.RETURN_GENERATED_KEYS)).isEqualTo(2);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getLong(1)).isEqualTo(1);
            }
            assertThat(statement.executeUpdate("UPDATE t SET v='c' WHERE id=2")).isEqualTo(1);
            assertThat(statement.executeUpdate("DELETE FROM t WHERE id=1")).isEqualTo(1);
        }
        assertThat(TestNodes.cell(client, "SELECT v FROM t")).isEqualTo("c");
        assertThat(TestNodes.cell(client, "SELECT COUNT(*) FROM t")).isEqualTo("1");
    }

    @Test
    void writesEachTransactionToTheBinlog() throws SQLException {
        TestNodes.run(client, "INSERT INTO t (v) VALUES ('a')");
        List<String> types = new ArrayList<>();
        try (Statement statement = client.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINLOG EVENTS")) {
            while (rows.next()) {
                types.add(rows.getString("Event_type"));
            }
        }
        assertThat(types).containsExactly("Format_desc", "Previous_gtids", "Anonymous_Gtid", "Query",
                "Anonymous_Gtid", "Query", "Table_map", "Write_rows", "Xid");
    }

    @Test
    void keepsTransactionsApart() throws SQLException {
        Connection other = nodes.connect(node);
        client.setAutoCommit(false);
        TestNodes.run(client, "INSERT INTO t (v) VALUES ('a')");
        assertThat(TestNodes.cell(other, "SELECT COUNT(*) FROM t")).isEqualTo("0");
        client.rollback();
        assertThat(TestNodes.cell(client, "SELECT COUNT(*) FROM t")).isEqualTo("0");
        TestNodes.run(client, "INSERT INTO t (v) VALUES ('b')", "INSERT INTO t (v) VALUES ('c')");
        client.commit();
        assertThat(TestNodes.cell(other, "SELECT COUNT(*) FROM t")).isEqualTo("2");
    }

    @Test
    void executesPreparedInserts() throws SQLException {
        Connection prepared = nodes.connect(node, "useServerPrepStmts=true");
        try (PreparedStatement insert = prepared.prepareStatement("INSERT INTO t (id, v) VALUES (?, ?)")) {
            for (int i = 1; i <= 10; i++) {
                insert.setInt(1, i);
                insert.setString(2, i == 5 ? null : "v" + i);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
        }
        try (PreparedStatement select = prepared.prepareStatement("SELECT id, v FROM t WHERE id >= ? ORDER BY id")) {
            select.setLong(1, 5);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(2)).isNull();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt("id")).isEqualTo(6);
                assertThat(rows.getString("v")).isEqualTo("v6");
            }
        }
    }

    @Test
    void tellsTheServersErrorCodes() throws SQLException {
        TestNodes.run(client, "INSERT INTO t VALUES (1, 'a')");
        assertFails(1062, "INSERT INTO t VALUES (1, 'b')");
        assertFails(1146, "SELECT * FROM nosuch");
        assertFails(1050, CREATE);
        assertFails(1049, "USE nowhere");
        assertFails(1054, "SELECT nosuch FROM t");
        assertThat(TestNodes.cell(client, "SELECT COUNT(*) FROM t")).isEqualTo("1");
    }

    private void assertFails(int code, String sql) {
        assertThatThrownBy(() -> TestNodes.run(client, sql)).isInstanceOfSatisfying(SQLException.class,
                e -> assertThat(e.getErrorCode()).as(sql + ": " + e.getMessage()).isEqualTo(code));
    }

    @Test
    void refusesChangesWhenReadOnly() throws SQLException {
        TestNodes.run(client, "SET GLOBAL super_read_only=1");
        assertFails(1290, "INSERT INTO t (v) VALUES ('a')");
        assertFails(1290, "DROP TABLE t");
        TestNodes.run(client, "SET GLOBAL super_read_only=0", "INSERT INTO t (v) VALUES ('a')");
    }

    @Test
    void holdsCommitsBackWhileTheGlobalReadLockIsHeld() throws Exception {
        Connection locker = nodes.connect(node);
        TestNodes.run(locker, "FLUSH TABLES WITH READ LOCK");
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                TestNodes.run(client, "INSERT INTO t (v) VALUES ('a')");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        TestNodes.sleep(300);
        assertThat(TestNodes.cell(locker, "SELECT COUNT(*) FROM t")).isEqualTo("0");
        TestNodes.run(locker, "UNLOCK TABLES");
        writer.join();
        assertThat(TestNodes.cell(client, "SELECT COUNT(*) FROM t")).isEqualTo("1");
    }

    @Test
    void keepsItsDataOverACleanRestart() throws SQLException, IOException {
        TestNodes.run(client, "INSERT INTO t (v) VALUES ('a')");
        node.shutdown();
        Connection again = nodes.connect(nodes.start("m", 1));
        assertThat(TestNodes.cell(again, "SELECT v FROM t")).isEqualTo("a");
        TestNodes.run(again, "INSERT INTO t (v) VALUES ('b')");
        assertThat(TestNodes.cell(again, "SELECT MAX(id) FROM t")).isEqualTo("2");
    }

    @Test
    void doesNotLogWithSqlLogBinOff() throws SQLException {
        String before = TestNodes.cell(client, "SHOW MASTER STATUS", 2);
        TestNodes.run(client, "SET sql_log_bin=0", "INSERT INTO t (v) VALUES ('a')");
        assertThat(TestNodes.cell(client, "SHOW MASTER STATUS", 2)).isEqualTo(before);
        assertThat(TestNodes.cell(client, "SELECT COUNT(*) FROM t")).isEqualTo("1");
    }

    @Test
    void givesGtids() throws Exception {
        Connection gtid = nodes.connect(nodes.start("g", 2, "gtid_mode=ON", "enforce_gtid_consistency=ON"));
        TestNodes.run(gtid, CREATE, "INSERT INTO t (v) VALUES ('a')");
        String uuid = TestNodes.cell(gtid, "SELECT @@server_uuid");
        assertThat(TestNodes.cell(gtid, "SELECT @@gtid_executed")).isEqualTo(uuid + ":1-2");
        assertThat(TestNodes.cell(gtid, "SHOW MASTER STATUS", 5)).isEqualTo(uuid + ":1-2");
    }

    @Test
    void rotatesAFullBinlog() throws SQLException {
        TestNodes.run(client, "SET GLOBAL max_binlog_size=4096");
        for (int i = 0; i < 60; i++) {
            TestNodes.run(client, "INSERT INTO t (v) VALUES ('0123456789')");
        }
        assertThat(TestNodes.cell(client, "SHOW MASTER STATUS")).isGreaterThan("mysql-bin.000002");
    }

    @Test
    void mariadbClientsWork() throws Exception {
        assumeTrue(installed("mariadb") && installed("mariadb-binlog"));
        String out = run("mariadb", "--no-defaults", "-h127.0.0.1", "-P" + node.port(), "-uroot", "test", "-e",
                "INSERT INTO t (v) VALUES ('x'),('y'); SELECT v FROM t ORDER BY id; SHOW TABLES; SHOW DATABASES");
        assertThat(out).contains("x\ny\n").contains("Tables_in_test\nt\n").contains("Database\n");
        String printed = run("mariadb-binlog", "--no-defaults", "-v", folder.resolve("m/mysql-bin.000001").toString());
        assertThat(printed).contains("CREATE TABLE t").contains("### INSERT INTO `test`.`t`").contains("@2='x'");
    }

    private static boolean installed(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("lockstep", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        int code = process.waitFor();
        String text = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
        Files.delete(out);
        assertThat(code).as(text).isZero();
        return text;
    }
}
