package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lockstep.engine.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node with a MariaDB profile writes into its binlog, and what its variables say of GTIDs. */
class MariaDbBinlogTest {
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

    private Connection start(String... variables) throws IOException, SQLException {
        return nodes.connect(nodes.start("n", 7, Profiles.MARIADB_10_11, variables));
    }

    private static List<String> events(Connection sql, String column) throws SQLException {
        return TestNodes.column(sql, "SHOW BINLOG EVENTS IN 'mysql-bin.000001'", column);
    }

    @Test
    void namesTransactionsAsMariaDbDoes() throws Exception {
        Connection sql = start();
        TestNodes.run(sql, "CREATE TABLE t (a INT PRIMARY KEY)", "INSERT INTO t VALUES (1)", "BEGIN",
                "INSERT INTO t VALUES (2)", "SAVEPOINT s", "DELETE FROM t WHERE a = 2", "ROLLBACK TO s",
                "UPDATE t SET a = 3 WHERE a = 1", "COMMIT");

        assertThat(events(sql, "Event_type")).containsExactly("Format_desc", "Gtid_list", "Binlog_checkpoint", "Gtid",
                "Query", "Gtid", "Annotate_rows", "Table_map", "Write_rows_v1", "Xid", "Gtid", "Annotate_rows",
                "Table_map", "Write_rows_v1", "Annotate_rows", "Table_map", "Update_rows_v1", "Xid");
        assertThat(events(sql, "Info")).startsWith("Server ver: 10.11.19-MariaDB-lockstep-log, Binlog ver: 4", "[]",
                "mysql-bin.000001", "GTID 0-7-1").contains("BEGIN GTID 0-7-2", "UPDATE t SET a = 3 WHERE a = 1");
        assertThat(TestNodes.cell(sql, "SELECT @@gtid_binlog_pos")).isEqualTo("0-7-3");
        assertThat(TestNodes.cell(sql, "SELECT @@last_gtid")).isEqualTo("0-7-3");
    }

    @Test
    void leavesTheTextsOutIfAsked() throws Exception {
        Connection sql = start();
        TestNodes.run(sql, "SET binlog_annotate_row_events = 0", "CREATE TABLE t (a INT PRIMARY KEY)",
                "INSERT INTO t VALUES (1)");
        assertThat(events(sql, "Event_type")).contains("Write_rows_v1").doesNotContain("Annotate_rows");
    }

    @Test
    void numbersEachDomainByItselfAndKeepsCountingAfterCrashAndRestart() throws Exception {
        Connection sql = start();
        TestNodes.run(sql, "CREATE TABLE t (a INT PRIMARY KEY)", "SET gtid_domain_id = 3", "INSERT INTO t VALUES (1)",
                "SET gtid_seq_no = 50", "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (3)");
        assertThat(TestNodes.cell(sql, "SELECT @@gtid_binlog_state")).isEqualTo("0-7-1,3-7-51");
        nodes.node("n").kill();

        Connection again = start();
        assertThat(TestNodes.cell(again, "SELECT @@gtid_binlog_pos")).isEqualTo("0-7-1,3-7-51");
        assertThat(TestNodes.cell(again, "SELECT COUNT(*) FROM t")).isEqualTo("3");
        assertThat(TestNodes.column(again, "SHOW BINLOG EVENTS IN 'mysql-bin.000002'", "Info"))
                .contains("[0-7-1,3-7-51]");
        TestNodes.run(again, "INSERT INTO t VALUES (4)");
        nodes.stop("n");

        Connection third = start();
        assertThat(TestNodes.cell(third, "SELECT @@gtid_current_pos")).isEqualTo("0-7-2,3-7-51");
        TestNodes.run(third, "RESET MASTER", "INSERT INTO t VALUES (5)");
        assertThat(TestNodes.cell(third, "SELECT @@gtid_binlog_pos")).isEqualTo("0-7-1");
    }

    @Test
    void checksWhatIsSet() throws Exception {
        Connection sql = start();
        TestNodes.run(sql, "CREATE TABLE t (a INT PRIMARY KEY)", "SET GLOBAL gtid_slave_pos = '5-1-10,0-2-100'");
        assertThat(TestNodes.cell(sql, "SELECT @@gtid_slave_pos")).isEqualTo("0-2-100,5-1-10");
        assertThat(TestNodes.cell(sql, "SELECT @@gtid_current_pos")).isEqualTo("0-2-100,5-1-10");
        refused(sql, "SET GLOBAL gtid_slave_pos = '0-1'", 1941);
        refused(sql, "SET GLOBAL gtid_slave_pos = '0-1-1,0-2-2'", 1943);
        refused(sql, "SET GLOBAL gtid_binlog_state = '0-1-1'", 1956);
        refused(sql, "SET GLOBAL gtid_binlog_pos = '0-1-1'", 1238);
        TestNodes.run(sql, "BEGIN", "INSERT INTO t VALUES (1)");
        refused(sql, "SET gtid_domain_id = 1", 1953);
        TestNodes.run(sql, "COMMIT");
        assertThat(TestNodes.cell(sql, "SELECT @@last_gtid")).isEqualTo("0-7-101");
        TestNodes.run(sql, "SET GLOBAL gtid_strict_mode = 1", "SET gtid_seq_no = 5");
        refused(sql, "INSERT INTO t VALUES (2)", 1950);
        assertThat(TestNodes.cell(sql, "SELECT COUNT(*) FROM t")).isEqualTo("1");
        nodes.stop("n");
        assertThat(TestNodes.cell(start(), "SELECT @@gtid_slave_pos")).isEqualTo("0-2-100,5-1-10");
    }

    private static void refused(Connection sql, String statement, int code) {
        assertThatThrownBy(() -> TestNodes.run(sql, statement)).isInstanceOfSatisfying(SQLException.class,
                e -> assertThat(e.getErrorCode()).as(statement).isEqualTo(code));
    }

    @Test
    void mariaDbsOwnToolPrintsItWithoutComplaint() throws Exception {
        Connection sql = start();
        TestNodes.run(sql, "CREATE TABLE t (a INT PRIMARY KEY, v VARCHAR(20))", "INSERT INTO t VALUES (1, 'ä')",
                "FLUSH BINARY LOGS", "SET gtid_domain_id = 2", "UPDATE t SET v = 'b'", "FLUSH BINARY LOGS");
        String first = print("mysql-bin.000001");
        assertThat(first).contains("GTID 0-7-1 ddl", "GTID 0-7-2 trans", "#Q> INSERT INTO t VALUES (1, 'ä')",
                "### INSERT INTO `test`.`t`", "Gtid list []", "Binlog checkpoint mysql-bin.000001");
        assertThat(print("mysql-bin.000002")).contains("Gtid list [0-7-2]", "GTID 2-7-1 trans",
                "Binlog checkpoint mysql-bin.000001", "Binlog checkpoint mysql-bin.000002");
    }

    @Test
    void mariaDbsOwnToolFetchesItFromTheRunningNode() throws Exception {
        Connection sql = start();
        TestNodes.run(sql, "CREATE TABLE t (a INT PRIMARY KEY, v VARCHAR(20))", "INSERT INTO t VALUES (1, 'ä')",
                "FLUSH BINARY LOGS", "UPDATE t SET v = 'b'", "FLUSH BINARY LOGS");
        String[] remote = {"--read-from-remote-server", "--host=127.0.0.1", "--port=" + nodes.node("n").port(),
                "--user=root", "--to-last-log", "mysql-bin.000001"};
        assertThat(tool(with(remote, "--verify-binlog-checksum", "-vv"))).contains("GTID 0-7-1 ddl",
                "### INSERT INTO `test`.`t`", "GTID 0-7-3 trans", "### UPDATE `test`.`t`", "Gtid list [0-7-3]");
        tool(with(remote, "--raw", "--result-file=" + folder + "/copy-"));
        for (String file : List.of("mysql-bin.000001", "mysql-bin.000002")) {
            assertThat(folder.resolve("copy-" + file)).hasSameBinaryContentAs(nodes.folder("n").resolve(file));
        }
    }

    private static String[] with(String[] remote, String... options) {
        return Stream.concat(Stream.of(options), Stream.of(remote)).toArray(String[]::new);
    }

    private String print(String file) throws IOException, InterruptedException {
        return tool("--verify-binlog-checksum", "-vv", nodes.folder("n").resolve(file).toString());
    }

    private String tool(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        List<String> line = new ArrayList<>(List.of("mariadb-binlog", "--no-defaults"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
        Process tool;
        try {
            tool = builder.start();
        } catch (IOException absent) {
            assumeThat(absent).as("mariadb-binlog is not installed").isNull();
            throw absent;
        }
        assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out);
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("error:", "warning:", "corrupt");
        assertThat(tool.exitValue()).isZero();
        return text;
    }
}
