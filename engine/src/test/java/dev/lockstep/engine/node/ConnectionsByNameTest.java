package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MariaDB's connections by name, over a connection; texts as MariaDB 10.11.19 answers. */
@Timeout(90)
class ConnectionsByNameTest {
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
    void aNodeOfMariaDbSaysWhoItIs() throws Exception {
        Connection client = nodes.connect(nodes.start("a", 1, Profiles.MARIADB_10_11));
        assertThat(TestNodes.cell(client, "SELECT VERSION()")).isEqualTo("10.11.19-MariaDB-lockstep");
        assertThat(TestNodes.cell(client, "SELECT @@version_comment")).contains("MariaDB");
        assertThat(client.getMetaData().getDatabaseProductVersion()).isEqualTo("5.5.5-10.11.19-MariaDB-lockstep");
        assertThat(TestNodes.cell(client, "SHOW VARIABLES LIKE 'gtid_mode'")).isNull();
        assertError(() -> TestNodes.run(client, "SELECT @@gtid_mode"), 1193, "Unknown system variable 'gtid_mode'");
    }

    @Test
    void twoConnectionsRunSideBySide() throws Exception {
        Node one = nodes.start("m1", 1, Profiles.LOCKSTEP);
        Node two = nodes.start("m2", 2, Profiles.LOCKSTEP);
        Connection m1 = nodes.connect(one);
        Connection m2 = nodes.connect(two);
        TestNodes.run(m1, "CREATE TABLE a (id INT PRIMARY KEY)", "INSERT INTO a VALUES (1)");
        TestNodes.run(m2, "CREATE TABLE b (id INT PRIMARY KEY)", "INSERT INTO b VALUES (1), (2)");
        Connection s = nodes.connect(nodes.start("s", 3, Profiles.LOCKSTEP));
        change(s, "M-1", one);
        change(s, "m2", two);
        TestNodes.run(s, "START ALL SLAVES");
        assertThat(warnings(s)).containsExactly("Note 1937 SLAVE 'M-1' started", "Note 1937 SLAVE 'm2' started");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "1");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM b", "2");
        assertThat(TestNodes.column(s, "SHOW ALL SLAVES STATUS", "Connection_name")).containsExactly("M-1", "m2");
        assertThat(TestNodes.cell(s, "SHOW SLAVE 'm-1' STATUS", "Master_Port")).isEqualTo("" + one.port());

        TestNodes.run(s, "STOP SLAVE 'm2'");
        assertThat(TestNodes.column(s, "SHOW ALL SLAVES STATUS", "Slave_IO_Running")).containsExactly("Yes", "No");
        TestNodes.run(m1, "INSERT INTO a VALUES (2)");
        TestNodes.run(m2, "INSERT INTO b VALUES (3)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM a", "2");
        assertThat(TestNodes.cell(s, "SELECT COUNT(*) FROM b")).isEqualTo("2");

        TestNodes.run(s, "START SLAVE 'm2'");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM b", "3");
        TestNodes.run(s, "STOP ALL SLAVES");
        assertThat(warnings(s)).containsExactly("Note 1938 SLAVE 'M-1' stopped", "Note 1938 SLAVE 'm2' stopped");
    }

    @Test
    void columnsAreThoseOfTheVersion() throws Exception {
        assertThat(columns(nodes.connect(nodes.start("new", 1, Profiles.LOCKSTEP)), "SHOW ALL SLAVES STATUS"))
                .hasSize(65).startsWith("Connection_name", "Slave_SQL_State", "Slave_IO_State", "Master_Host")
                .endsWith("Replicate_Rewrite_DB", "Retried_transactions", "Max_relay_log_size",
                        "Executed_log_entries", "Slave_received_heartbeats", "Slave_heartbeat_period",
                        "Gtid_Slave_Pos", "Master_last_event_time", "Slave_last_event_time",
                        "Master_Slave_time_diff");
        assertThat(columns(nodes.connect(nodes.start("lts", 3, Profiles.MARIADB_10_11)), "SHOW SLAVE STATUS"))
                .hasSize(54).endsWith("Slave_Transactional_Groups", "Replicate_Rewrite_DB");
    }

    @Test
    void countsOfAConnectionAreItsOwn() throws Exception {
        Node source = nodes.start("m", 1, Profiles.LOCKSTEP);
        Connection m = nodes.connect(source);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.LOCKSTEP));
        change(s, "c", source);
        TestNodes.run(s, "START SLAVE 'c'");
        TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)",
                "INSERT INTO t VALUES (2)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        TestNodes.await("counted", () -> "2".equals(
                TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Slave_Transactional_Groups")));
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Slave_DDL_Groups")).isEqualTo("1");
        assertThat(Integer.parseInt("" + TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Executed_log_entries")))
                .isGreaterThan(5);
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Master_last_event_time")).startsWith("20");
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Master_Slave_time_diff")).isEqualTo("0");
    }

    @Test
    void statementsWithoutANameMeanTheDefaultConnection() throws Exception {
        Node source = nodes.start("m", 1, Profiles.LOCKSTEP);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.LOCKSTEP));
        change(s, "c", source);
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS")).isNull();
        assertThat(TestNodes.status(s, "Slave_running")).isEqualTo("OFF");
        TestNodes.run(s, "SET default_master_connection='C'", "START SLAVE");
        TestNodes.await("running", () -> "ON".equals(TestNodes.status(s, "Slave_running")));
        assertThat(TestNodes.cell(s, "SHOW SLAVE STATUS", "Slave_IO_Running")).isEqualTo("Yes");
        assertThat(TestNodes.status(s, "Slave_heartbeat_period")).isEqualTo("30.000");
        assertThat(TestNodes.status(s, "Slaves_running")).isEqualTo("1");

        TestNodes.run(s, "SET GLOBAL max_relay_log_size=8192");
        assertThat(TestNodes.cell(s, "SELECT @@max_relay_log_size")).isEqualTo("8192");
        assertThat(TestNodes.cell(s, "SHOW VARIABLES LIKE 'max_relay_log_size'", 2)).isEqualTo("8192");
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS", "Max_relay_log_size")).isEqualTo("8192");
        TestNodes.run(s, "SET default_master_connection=''");
        assertThat(TestNodes.cell(s, "SELECT @@max_relay_log_size")).isEqualTo("1073741824");

        TestNodes.run(s, "SET default_master_connection='gone'");
        assertThat(TestNodes.status(s, "Slave_running")).isEmpty();
        assertNoConnection(() -> TestNodes.run(s, "SHOW SLAVE STATUS"), "gone");
        assertNoConnection(() -> TestNodes.run(s, "START SLAVE"), "gone");
        assertNoConnection(() -> TestNodes.run(s, "SET GLOBAL max_relay_log_size=8192"), "gone");
        assertError(() -> TestNodes.run(s, "SET GLOBAL default_master_connection='c'"), 1228,
                "Variable 'default_master_connection' is a SESSION variable and can't be used with SET GLOBAL");
    }

    @Test
    void refusalsAreMariaDbs() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11));
        for (String statement : List.of("START SLAVE 'x'", "STOP SLAVE 'x'", "RESET SLAVE 'x'", "RESET SLAVE 'x' ALL",
                "SHOW SLAVE 'x' STATUS", "SHOW RELAYLOG 'x' EVENTS", "FLUSH RELAY LOGS 'x'",
                "STOP REPLICA FOR CHANNEL 'x'")) {
            assertNoConnection(() -> TestNodes.run(s, statement), "x");
        }
        assertError(() -> TestNodes.run(s, "START SLAVE"), 1200,
                "Misconfigured slave: MASTER_HOST was not set; Fix in config file or with CHANGE MASTER TO");
        change(s, "c", source);
        assertError(() -> change(s, "d", source), 1934, "Connection 'd' conflicts with existing connection 'c'");
        assertNoConnection(() -> TestNodes.run(s, "STOP SLAVE 'd'"), "d");
        TestNodes.run(s, "STOP SLAVE 'c'");
        assertThat(warnings(s)).containsExactly("Note 1255 Slave already has been stopped");
        TestNodes.run(s, "START SLAVE 'c'");
        TestNodes.await("io", () -> "Yes".equals(TestNodes.cell(s, "SHOW SLAVE 'c' STATUS", "Slave_IO_Running")));
        TestNodes.run(s, "START REPLICA 'c'");
        assertThat(warnings(s)).containsExactly("Note 1254 Slave is already running");
        assertError(() -> TestNodes.run(s, "RESET SLAVE 'c' ALL"), 1198, "This operation cannot be performed as you"
                + " have a running slave 'c'; run STOP SLAVE 'c' first");
        assertError(() -> TestNodes.run(s, "CHANGE MASTER 'c' TO MASTER_USER='root'"), 1198, "This operation cannot"
                + " be performed as you have a running slave 'c'; run STOP SLAVE 'c' first");
        assertError(() -> TestNodes.run(s, "CHANGE MASTER 'e' TO MASTER_USE_GTID=sometimes"), 1210, null);
        TestNodes.run(s, "STOP SLAVE 'c'", "RESET SLAVE 'c' ALL");
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS")).isNull();
        assertNoConnection(() -> TestNodes.run(s, "SHOW SLAVE 'c' STATUS"), "c");
    }

    @Test
    void connectionsAreThereAgainAfterARestart() throws Exception {
        Node source = nodes.start("m", 1, Profiles.LOCKSTEP);
        Connection m = nodes.connect(source);
        TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Node replica = nodes.start("s", 2, Profiles.LOCKSTEP);
        Connection s = nodes.connect(replica);
        String name = "a/b ../É'x";
        change(s, name, source);
        TestNodes.run(s, "START ALL SLAVES");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        assertThat(nodes.folder("s").resolve("multi-master.info")).hasContent(name);
        assertThat(nodes.folder("s").resolve("master-a@002fb@0020@002e@002e@002f@00e9@0027x.info")).exists();
        assertThat(nodes.folder("s").resolve("relay-log-a@002fb@0020@002e@002e@002f@00e9@0027x.info")).exists();
        assertThat(nodes.folder("s").resolve("relay-bin-a@002fb@0020@002e@002e@002f@00e9@0027x.index")).exists();
        replica.shutdown();
        TestNodes.run(m, "INSERT INTO t VALUES (2)");
        Connection again = nodes.connect(nodes.start("s", 2, Profiles.LOCKSTEP));
        ReplicationTest.awaitRows(again, "SELECT COUNT(*) FROM t", "2");
        assertThat(TestNodes.column(again, "SHOW ALL SLAVES STATUS", "Connection_name")).containsExactly(name);
        TestNodes.run(again, "STOP ALL SLAVES", "RESET SLAVE '" + name.replace("'", "''") + "' ALL");
        try (var left = Files.list(nodes.folder("s"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(file -> file.startsWith("master-") || file.startsWith("relay-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "/etc/passwd", "..", ".", "a\\\\b", "a%00b", "c:d", "CON", "日本語", "@002f",
            "*?\"<>|",
            "a'b`c"})
    void noNameLeavesTheDataFolder(String name) throws Exception {
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.LOCKSTEP));
        TestNodes.run(s, "CHANGE MASTER '" + name.replace("'", "''") + "' TO MASTER_HOST='127.0.0.1', MASTER_PORT=1");
        String shown = name.replace("\\\\", "\\");
        assertThat(TestNodes.column(s, "SHOW ALL SLAVES STATUS", "Connection_name")).containsExactly(shown);
        try (var inside = Files.list(nodes.folder("s")); var outside = Files.list(folder)) {
            assertThat(inside.map(file -> file.getFileName().toString()))
                    .anyMatch(file -> file.matches("master-[a-z0-9_@]+\\.info"));
            assertThat(outside).containsExactly(nodes.folder("s"));
        }
    }

    @Test
    void namesThatNoListOrFileCouldHoldAreRefused() throws Exception {
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.LOCKSTEP));
        for (String name : List.of("x".repeat(65), "日".repeat(64), "a\\nb", "a\\0b", " ")) {
            assertError(() -> TestNodes.run(s, "CHANGE MASTER '" + name + "' TO MASTER_HOST='h'"), 1210,
                    "Incorrect arguments to MASTER_CONNECTION_NAME");
        }
        TestNodes.run(s, "CHANGE MASTER '" + "x".repeat(64) + "' TO MASTER_HOST='127.0.0.1', MASTER_PORT=1");
        assertThat(TestNodes.cell(s, "SHOW ALL SLAVES STATUS")).hasSize(64);
    }

    @Test
    void relayLogsOfAConnectionCanBeSeenAndFlushed() throws Exception {
        Node source = nodes.start("m", 1, Profiles.LOCKSTEP);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.LOCKSTEP));
        change(s, "c", source);
        assertThat(TestNodes.cell(s, "SHOW RELAYLOG 'c' EVENTS")).isEqualTo("relay-bin-c.000001");
        TestNodes.run(s, "FLUSH RELAY LOGS 'c'");
        assertThat(nodes.folder("s").resolve("relay-bin-c.000002")).exists();
        assertThat(TestNodes.cell(s, "SELECT MASTER_POS_WAIT('x', 4, 1, 'nope')")).isNull();
        assertThat(TestNodes.cell(s, "SELECT MASTER_POS_WAIT('x', 4, 1, 'c')")).isNull();
    }

    private static void change(Connection s, String name, Node source) throws SQLException {
        TestNodes.run(s, "CHANGE MASTER '" + name.replace("'", "''") + "' TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                + source.port() + ", MASTER_USER='root', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=no");
    }

    static List<String> columns(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnLabel(i));
            }
            return names;
        }
    }

    static List<String> warnings(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement(); var rows = statement.executeQuery("SHOW WARNINGS")) {
            while (rows.next()) {
                lines.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
        }
        return lines;
    }

    private static void assertNoConnection(ThrowingCallable statement, String name) {
        assertError(statement, 1617, "There is no master connection '" + name + "'");
    }

    static void assertError(ThrowingCallable statement, int code, @org.jspecify.annotations.Nullable String text) {
        assertThatThrownBy(statement).isInstanceOfSatisfying(SQLException.class, error -> {
            assertThat(error.getErrorCode()).as(error.getMessage()).isEqualTo(code);
            if (text != null) {
                assertThat(error.getMessage()).isEqualTo(text);
            }
        });
    }
}
