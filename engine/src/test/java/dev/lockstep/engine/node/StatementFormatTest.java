package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code binlog_format} and {@code binlog_row_image} leave in the binlog, and that a crash does not lose it. */
@Timeout(60)
class StatementFormatTest {
    private static final String[] LOOSE = {"binlog_format=STATEMENT", "sync_binlog=1",
            "innodb_flush_log_at_trx_commit=0"};

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

    private static List<String> types(Connection sql) throws Exception {
        return TestNodes.column(sql, "SHOW BINLOG EVENTS", "Event_type");
    }

    @Test
    void aStatementIsLoggedAsItsTextWithWhatItNeeds() throws Exception {
        Connection sql = nodes.connect(nodes.start("n", 1, Profiles.MYSQL_5_7_23, LOOSE));
        TestNodes.run(sql, "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20))",
                "INSERT INTO t (v) VALUES ('a')", "SET @v = 'b'", "BEGIN", "INSERT INTO t (v) VALUES (@v)",
                "UPDATE t SET v = LAST_INSERT_ID() WHERE id = 1", "COMMIT");
        assertThat(types(sql)).containsExactly("Format_desc", "Previous_gtids", "Anonymous_Gtid", "Query",
                "Anonymous_Gtid", "Query", "Intvar", "Query", "Xid", "Anonymous_Gtid", "Query", "Intvar", "User var",
                "Query", "Intvar", "Query", "Xid");
        assertThat(TestNodes.column(sql, "SHOW BINLOG EVENTS", "Info")).contains("INSERT_ID=1", "LAST_INSERT_ID=2",
                "use `test`; INSERT INTO t (v) VALUES (@v)");
    }

    @Test
    void aPreparedStatementIsLoggedWithItsValues() throws Exception {
        Connection sql = nodes.connect(nodes.start("n", 1, Profiles.MARIADB_10_11, LOOSE),
                "useServerPrepStmts=true");
        TestNodes.run(sql, "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), b BLOB)");
        try (PreparedStatement insert = sql.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
            insert.setInt(1, 7);
            insert.setString(2, "it's");
            insert.setBytes(3, new byte[]{0, (byte) 0xff});
            insert.execute();
        }
        assertThat(TestNodes.column(sql, "SHOW BINLOG EVENTS", "Info")).anySatisfy(info -> assertThat(info)
                .contains("INSERT INTO t VALUES (7, 'it\\'s', X'00ff')"));
    }

    @Test
    void aDefaultTimeIsTheStatementsTimeOnEveryServer() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MYSQL_5_7_23, LOOSE);
        Connection m = nodes.connect(source);
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MYSQL_5_7_23));
        TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY, made TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,"
                + " fine DATETIME(3) DEFAULT NOW(3), changed DATETIME NULL ON UPDATE CURRENT_TIMESTAMP)",
                "SET timestamp = 1000000000.789", "INSERT INTO t (id) VALUES (1)", "SET timestamp = 1100000000",
                "UPDATE t SET id = 2", "SET timestamp = DEFAULT", "INSERT INTO t (id) VALUES (3)");
        TestNodes.replicate(s, source);
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        assertThat(TestNodes.cell(s, "SELECT CONCAT(made, '|', fine, '|', changed) FROM t WHERE id = 2"))
                .isEqualTo("2001-09-09 01:46:40|2001-09-09 01:46:40.789|2004-11-09 11:33:20");
        String third = "SELECT CONCAT(made, '|', fine) FROM t WHERE id = 3";
        assertThat(TestNodes.cell(s, third)).isEqualTo(TestNodes.cell(m, third));
    }

    @Test
    void randomNumbersAreRepeatedFromTheirSeeds() throws Exception {
        for (ServerProfile profile : List.of(Profiles.MYSQL_5_7_23, Profiles.MARIADB_10_11)) {
            Node source = nodes.start("m" + profile.name(), 1, profile, LOOSE);
            Connection m = nodes.connect(source);
            Connection s = nodes.connect(nodes.start("s" + profile.name(), 2, profile));
            TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY, r DOUBLE)",
                    "INSERT INTO t VALUES (1, RAND()), (2, 5 * RAND())");
            assertThat(TestNodes.cell(m, "SHOW WARNINGS", "Code")).isEqualTo("1592");
            TestNodes.run(m, "UPDATE t SET r = RAND() WHERE id = 2", "INSERT INTO t VALUES (3, RAND(4))");
            assertThat(types(m)).containsOnlyOnce("RAND").contains("Table_map");
            TestNodes.replicate(s, source);
            ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "3");
            assertThat(TestNodes.column(s, "SELECT r FROM t ORDER BY id", "r"))
                    .isEqualTo(TestNodes.column(m, "SELECT r FROM t ORDER BY id", "r")).doesNotHaveDuplicates();
        }
    }

    @Test
    void mixedFormatLogsAsRowsWhatItsTextWouldNotRepeat() throws Exception {
        Connection sql = nodes.connect(nodes.start("n", 1, Profiles.MYSQL_5_7_23, "binlog_format=MIXED"));
        TestNodes.run(sql, "CREATE TABLE t (v VARCHAR(60))", "INSERT INTO t VALUES ('a')",
                "INSERT INTO t VALUES (UUID())");
        assertThat(types(sql).subList(4, 11)).containsExactly("Anonymous_Gtid", "Query", "Query", "Xid",
                "Anonymous_Gtid", "Query", "Table_map");
    }

    @Test
    void recoveryRunsTheStatementsThatTheStoreHasLost() throws Exception {
        for (ServerProfile profile : List.of(Profiles.MYSQL_5_7_23, Profiles.MARIADB_10_11)) {
            String name = profile.name();
            Connection sql = nodes.connect(nodes.start(name, 1, profile, LOOSE));
            TestNodes.run(sql, "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20), n INT)",
                    "SET @v = 'given'");
            for (int i = 0; i < 20; i++) {
                TestNodes.run(sql, "BEGIN", "INSERT INTO t (v, n) VALUES (@v, 0)", "UPDATE t SET n = n + 1", "COMMIT");
            }
            nodes.node(name).kill();
            Connection again = nodes.connect(nodes.start(name, 1, profile, LOOSE));
            assertThat(TestNodes.cell(again, "SELECT COUNT(*) FROM t WHERE v = 'given'")).isEqualTo("20");
            assertThat(TestNodes.cell(again, "SELECT SUM(n) FROM t")).isEqualTo("210");
            assertThat(TestNodes.cell(again, "SELECT MAX(id) FROM t")).isEqualTo("20");
        }
    }

    @Test
    void minimalImagesHaveTheKeyAndWhatChanged() throws Exception {
        Connection sql = nodes.connect(nodes.start("n", 1, Profiles.MYSQL_5_7_23));
        TestNodes.run(sql, "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(200), b TEXT)",
                "INSERT INTO t VALUES (1, REPEAT('a', 200), REPEAT('b', 5000))");
        long full = length(sql, "UPDATE t SET a = 'x'");
        TestNodes.run(sql, "SET binlog_row_image = NOBLOB");
        long noBlob = length(sql, "UPDATE t SET a = 'y'");
        TestNodes.run(sql, "SET binlog_row_image = MINIMAL");
        long minimal = length(sql, "UPDATE t SET a = 'z'");
        assertThat(full).isGreaterThan(10_000);
        assertThat(noBlob).isBetween(minimal + 1, 400L);
    }

    private static long length(Connection sql, String statement) throws Exception {
        long before = Long.parseLong("" + TestNodes.cell(sql, "SHOW MASTER STATUS", 2));
        TestNodes.run(sql, statement);
        return Long.parseLong("" + TestNodes.cell(sql, "SHOW MASTER STATUS", 2)) - before;
    }
}
