package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code gtid_ignore_duplicates}: what comes from the first source, and once more by another replica of it. */
@Timeout(120)
class GtidDuplicatesTest {
    private static final String ALL = "SELECT GROUP_CONCAT(a) FROM (SELECT a FROM t ORDER BY a) x";

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;
    @SuppressWarnings("NullAway.Init")
    private Connection first;
    @SuppressWarnings("NullAway.Init")
    private Connection last;

    @BeforeEach
    void aDiamond() throws Exception {
        nodes = new TestNodes(folder);
        Node source = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Node middle = nodes.start("r", 2, Profiles.MARIADB_10_11, "log_slave_updates=1");
        TestNodes.replicate(nodes.connect(middle), source, "MASTER_USE_GTID=slave_pos");
        first = nodes.connect(source);
        last = nodes.connect(nodes.start("s", 3, Profiles.MARIADB_10_11, "log_slave_updates=1"));
        for (String channel : new String[]{"m", "r"}) {
            TestNodes.run(last, "CHANGE MASTER '" + channel + "' TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                    + nodes.node(channel).port() + ", MASTER_USER='root', MASTER_USE_GTID=slave_pos");
        }
        TestNodes.run(first, "CREATE TABLE t (a INT PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private static void awaitPosition(Connection at, String gtid) throws SQLException {
        TestNodes.await(gtid, () -> gtid.equals(TestNodes.cell(at, "SELECT @@gtid_slave_pos")));
    }

    @Test
    void eachGroupIsAppliedOnce() throws Exception {
        TestNodes.run(last, "SET GLOBAL gtid_ignore_duplicates=1", "START ALL SLAVES");
        for (int i = 1; i <= 200; i++) {
            TestNodes.run(first, "INSERT INTO t VALUES (" + i + ")");
        }
        awaitPosition(last, "0-1-201");
        assertThat(TestNodes.cell(last, "SELECT COUNT(*) FROM t")).isEqualTo("200");
        TestNodes.run(last, "STOP SLAVE 'm'");
        TestNodes.run(first, "INSERT INTO t VALUES (1001)");
        awaitPosition(last, "0-1-202");
        TestNodes.run(last, "STOP SLAVE 'r'", "START SLAVE 'm'");
        TestNodes.run(first, "INSERT INTO t VALUES (1002)", "DROP TABLE t");
        awaitPosition(last, "0-1-204");
        assertThat(TestNodes.column(last, "SHOW ALL SLAVES STATUS", "Last_SQL_Errno")).containsOnly("0");
        assertThat(TestNodes.cell(last, "SELECT @@gtid_binlog_state")).isEqualTo("0-1-204");
    }

    @Test
    void withoutItTheSecondOneFails() throws Exception {
        TestNodes.run(last, "START SLAVE 'm'");
        TestNodes.run(first, "INSERT INTO t VALUES (1), (2)");
        awaitPosition(last, "0-1-2");
        TestNodes.run(last, "STOP SLAVE 'm'", "SET GLOBAL gtid_slave_pos='0-1-1'", "START SLAVE 'r'");
        TestNodes.await("error", () -> TestNodes.column(last, "SHOW ALL SLAVES STATUS", "Last_SQL_Errno")
                .contains("1062"));
        assertThat(TestNodes.cell(last, ALL)).isEqualTo("1,2");
    }

    /** A source that is behind the replica, which has the domain by another way, too, is followed all the same. */
    @Test
    void theReplicaMayBeAheadOfASource() throws SQLException {
        Connection middle = nodes.connect(nodes.node("r"));
        awaitPosition(middle, "0-1-1");
        TestNodes.run(middle, "STOP SLAVE");
        TestNodes.run(last, "SET GLOBAL gtid_ignore_duplicates=1", "START SLAVE 'm'");
        TestNodes.run(first, "INSERT INTO t VALUES (1)");
        awaitPosition(last, "0-1-2");
        TestNodes.run(last, "START SLAVE 'r'");
        TestNodes.await("the receiver runs", () -> TestNodes.column(last, "SHOW ALL SLAVES STATUS", "Slave_IO_Running")
                .equals(java.util.List.of("Yes", "Yes")));
        TestNodes.run(last, "STOP SLAVE 'm'");
        TestNodes.run(first, "INSERT INTO t VALUES (2)");
        TestNodes.run(middle, "START SLAVE");
        awaitPosition(last, "0-1-3");
        assertThat(TestNodes.cell(last, ALL)).isEqualTo("1,2");
    }
}
