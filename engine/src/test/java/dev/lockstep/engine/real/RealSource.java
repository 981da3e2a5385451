package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a lab node makes of a real source that is silent, has lost events, or sees two replicas of one name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class RealSource {
    private static final int SERVER_ID = 12;

    @SuppressWarnings("NullAway.Init")
    private Pair pair;
    private Path folder = Path.of("");

    /** Starts both below that folder; the replica's server id is 12. */
    abstract Pair start(Path below) throws Exception;

    Pair pair() {
        return pair;
    }

    Path folder() {
        return folder;
    }

    @BeforeAll
    void startBoth(@TempDir Path below) throws Exception {
        folder = below;
        pair = start(below);
    }

    @AfterAll
    void endBoth() {
        if (pair != null) {
            pair.close();
        }
    }

    @BeforeEach
    void forget() throws SQLException {
        pair.reset();
    }

    String awaitError(Server replica, String column, String errno) throws Exception {
        Waiting.until(column + " " + errno, () -> new Pair(pair.source(), replica).state(),
                () -> errno.equals(replica.cell("SHOW SLAVE STATUS", column)));
        return Objects.requireNonNull(replica.cell("SHOW SLAVE STATUS", column.replace("Errno", "Error")));
    }

    @Test
    void heartbeatsOfASilentSourceKeepTheChannelAlive() throws Exception {
        pair.replica().sql("SET GLOBAL slave_net_timeout = 2");
        try {
            pair.change("repl", Pair.Mode.FILE, "MASTER_SSL=0", "MASTER_HEARTBEAT_PERIOD=0.2");
            pair.replica().sql("START SLAVE");
            Waiting.until("both threads run", pair::state, pair::running);
            long before = heartbeats();
            Waiting.until("15 more heartbeats, longer than slave_net_timeout", pair::state,
                    () -> heartbeats() >= before + 15);
            assertThat(pair.running()).isTrue();
            assertThat(pair.replica().log()).doesNotContain("reconnecting to retry");
        } finally {
            pair.replica().sql("SET GLOBAL slave_net_timeout = 60");
        }
    }

    private long heartbeats() throws SQLException {
        return Long.parseLong(Objects.requireNonNull(pair.replica().status("Slave_received_heartbeats")));
    }

    /** A change of a table that cannot be rolled back does not fit into the cache: the server writes an incident event. */
    @Test
    void anIncidentStopsTheApplierUntilItIsSkipped() throws Exception {
        pair.source().sql("SET GLOBAL binlog_format = ROW", "SET GLOBAL binlog_stmt_cache_size = 4096",
                "SET GLOBAL max_binlog_stmt_cache_size = 4096");
        try {
            pair.follow(Pair.Mode.FILE);
            pair.source().sql("CREATE TABLE test.lost (a INT, b LONGTEXT) ENGINE=MyISAM");
            try (Connection connection = pair.source().connect(); Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("INSERT INTO test.lost VALUES (1, REPEAT('x', 100000)),"
                        + " (2, REPEAT('y', 100000))")).isInstanceOf(SQLException.class);
            }
            assertThat(awaitError(pair.replica(), "Last_SQL_Errno", incident()))
                    .contains(words("The incident LOST_EVENTS occurred on the master. Message: "));
            assertThat(pair.source().column("SHOW BINLOG EVENTS IN '" + pair.replica().cell("SHOW SLAVE STATUS",
                    "Relay_Master_Log_File") + "'", "Event_type")).contains("Incident");
            pair.replica().sql("SET GLOBAL sql_slave_skip_counter = 1", "START SLAVE SQL_THREAD");
            pair.source().sql("CREATE TABLE test.later (a INT PRIMARY KEY)", "INSERT INTO test.later VALUES (7)");
            pair.caughtUp();
            assertThat(pair.replica().cell("SELECT a FROM test.later")).isEqualTo("7");
        } finally {
            pair.source().sql("SET GLOBAL max_binlog_stmt_cache_size = DEFAULT");
        }
    }

    /** Another lab node that follows the same source, below the test's folder. */
    LabServer another(String name, long serverId) throws Exception {
        return LabServer.start(folder.resolve(name), serverId, profile());
    }

    abstract dev.lockstep.engine.profile.ServerProfile profile();

    /** Number of the error at an incident. */
    String incident() {
        return "1590";
    }

    /** A text as servers of this version have it: MySQL since 8.0.26 says source and replica. */
    String words(String text) {
        return text;
    }

    @Test
    void aSourceWithTheReplicasServerIdIsRefused() throws Exception {
        try (LabServer replica = another("equal-id", pair.source().serverId())) {
            new Pair(pair.source(), replica).change("repl", Pair.Mode.FILE, "MASTER_SSL=0");
            replica.sql("START SLAVE");
            assertThat(awaitError(replica, "Last_IO_Errno", replica.isMariaDb() ? "1593" : "13117"))
                    .isEqualTo(words("Fatal error: The slave I/O thread"
                            + " stops because master and slave have equal "
                            + (replica.isMariaDb() ? "MariaDB" : "MySQL")
                            + " server ids; these ids must be different for replication to work (or the"
                            + " --replicate-same-server-id option must be used on slave but this does not always make sense;"
                            + " please check the manual before using it)."));
        }
    }

    /** Starts a second replica with the first one's server id at a source that follows both. */
    LabServer twin() throws Exception {
        pair.follow(Pair.Mode.FILE);
        LabServer twin = another("twin", SERVER_ID);
        new Pair(pair.source(), twin).change("repl", Pair.Mode.FILE, "MASTER_SSL=0");
        return twin;
    }
}
