package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code MASTER_USE_GTID} where no statement says it: statement by statement what a MariaDB 10.11.19 answered. */
@Timeout(120)
class GtidDefaultTest {
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

    /** Executes it; the code and text of its first warning, empty if there is none. */
    private static String told(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            try (ResultSet warnings = statement.executeQuery("SHOW WARNINGS")) {
                return warnings.next() ? warnings.getString(2) + " " + warnings.getString(3) : "";
            }
        }
    }

    private static String changing(String statement, String from, String to) {
        return "4190 " + statement + " is implicitly changing the value of 'Using_Gtid' from '" + from + "' to '" + to
                + "'";
    }

    private static @Nullable String using(Connection s) throws SQLException {
        return TestNodes.cell(s, "SHOW SLAVE STATUS", "Using_Gtid");
    }

    @Test
    void aChannelAsksByGtidUntilAPlaceInALogIsNamed() throws Exception {
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11));
        assertThat(told(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1, MASTER_USER='repl'")).isEmpty();
        assertThat(using(s)).isEqualTo("Slave_Pos");
        assertThat(told(s, "CHANGE MASTER TO MASTER_LOG_FILE='bin.000001', MASTER_LOG_POS=4"))
                .isEqualTo(changing("CHANGE MASTER TO", "Slave_Pos", "No"));
        assertThat(told(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1'")).isEmpty();
        assertThat(using(s)).isEqualTo("No");
        assertThat(told(s, "RESET SLAVE")).isEqualTo(changing("RESET SLAVE", "No", "Slave_Pos"));
        assertThat(using(s)).isEqualTo("Slave_Pos");
        assertThat(told(s, "CHANGE MASTER TO MASTER_USE_GTID=current_pos")).isEmpty();
        assertThat(told(s, "CHANGE MASTER TO MASTER_LOG_POS=4"))
                .isEqualTo(changing("CHANGE MASTER TO", "Current_Pos", "No"));
        assertThat(told(s, "RESET SLAVE ALL")).isEmpty();
        assertThat(told(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1, MASTER_USER='repl',"
                + " MASTER_LOG_FILE='bin.000001', MASTER_LOG_POS=4"))
                .isEqualTo(changing("CHANGE MASTER TO", "Slave_Pos", "No"));
    }

    @Test
    void beforeTenTenItAsksByPosition() throws Exception {
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_6_16));
        assertThat(told(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1, MASTER_USER='repl'")).isEmpty();
        assertThat(using(s)).isEqualTo("No");
        assertThat(told(s, "CHANGE MASTER TO MASTER_USE_GTID=slave_pos")).isEmpty();
        assertThat(told(s, "RESET SLAVE")).isEmpty();
    }

    @Test
    void aSourceOfTheOtherFamilyIsFollowedAllTheSame() throws Exception {
        Node source = nodes.start("m", 1, Profiles.MYSQL_5_7_23);
        Connection m = nodes.connect(source);
        TestNodes.run(m, "CREATE TABLE t (a INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Connection s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_11));
        TestNodes.run(s, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='repl', MASTER_PASSWORD=''", "START SLAVE");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "1");
        TestNodes.run(s, "STOP SLAVE", "START SLAVE");
        TestNodes.run(m, "INSERT INTO t VALUES (2)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
    }
}
