package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real MariaDB replica says and shows of a node that refuses it, is silent, or lists it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class RealReplicaErrorsTest {
    @SuppressWarnings("NullAway.Init")
    private Pair pair;

    @BeforeAll
    void startBoth(@TempDir Path folder) throws Exception {
        pair = new Pair(LabServer.start(folder.resolve("lab"), 1, Profiles.MARIADB_10_11, "sync_binlog=0"),
                RealServer.mariaDb().start(folder.resolve("mariadb"), 2));
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

    private void start(String file, long position, String... more) throws SQLException {
        pair.replica().sql("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + pair.source().port()
                + ", MASTER_USER='repl', MASTER_PASSWORD='', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=no, MASTER_LOG_FILE='"
                + file + "', MASTER_LOG_POS=" + position + (more.length == 0 ? "" : ", " + String.join(", ", more)),
                "START SLAVE");
    }

    private String refused(String errno) throws Exception {
        Waiting.until("error " + errno, pair::state,
                () -> errno.equals(pair.replica().cell("SHOW SLAVE STATUS", "Last_IO_Errno")));
        return Objects.requireNonNull(pair.replica().cell("SHOW SLAVE STATUS", "Last_IO_Error"));
    }

    @Test
    void aPositionBehindTheEndIsImpossible() throws Exception {
        start(Objects.requireNonNull(pair.source().cell("SHOW MASTER STATUS", "File")), 99_999_999);
        assertThat(refused("1236")).startsWith("Got fatal error 1236 from master when reading data from binary log: "
                + "'Client requested master to start replication from impossible position");
    }

    @Test
    void aPurgedFileIsNotFound() throws Exception {
        String first = Objects.requireNonNull(pair.source().cell("SHOW MASTER STATUS", "File"));
        pair.source().sql("FLUSH BINARY LOGS");
        // a file that the dump thread of another test still reads is not purged
        Waiting.until("only the last file is left", pair::state, () -> {
            pair.source().sql("PURGE BINARY LOGS TO '" + pair.source().cell("SHOW MASTER STATUS", "File") + "'");
            return pair.source().query("SHOW BINARY LOGS").size() == 1;
        });
        start(first, 4);
        assertThat(refused("1236")).isEqualTo("Got fatal error 1236 from master when reading data from binary log: "
                + "'Could not find first log file name in binary log index file'");
    }

    @Test
    void aReplicaWithTheSourcesServerIdIsRefused() throws Exception {
        pair.replica().sql("SET GLOBAL server_id = 1");
        try {
            start(Objects.requireNonNull(pair.source().cell("SHOW MASTER STATUS", "File")), 4);
            assertThat(refused("1593")).contains("master and slave have equal MariaDB server ids");
        } finally {
            pair.replica().sql("STOP SLAVE", "SET GLOBAL server_id = 2");
        }
    }

    @Test
    void aReplicaIsListedWithWhatItReports() throws Exception {
        pair.follow(Pair.Mode.FILE);
        assertThat(pair.source().column("SHOW SLAVE HOSTS", "Server_id")).containsExactly("2");
        assertThat(pair.source().column("SHOW SLAVE HOSTS", "Host")).containsExactly("127.0.0.1");
        assertThat(pair.source().column("SHOW SLAVE HOSTS", "Port"))
                .containsExactly(String.valueOf(pair.replica().port()));
    }

    @Test
    void heartbeatsKeepASilentChannelAlive() throws Exception {
        pair.replica().sql("SET GLOBAL slave_net_timeout = 2");
        try {
            start(Objects.requireNonNull(pair.source().cell("SHOW MASTER STATUS", "File")), 4,
                    "MASTER_HEARTBEAT_PERIOD=0.2");
            Waiting.until("both threads run", pair::state, pair::running);
            long before = heartbeats();
            Waiting.until("15 more heartbeats, longer than slave_net_timeout", pair::state,
                    () -> heartbeats() >= before + 15);
            assertThat(pair.running()).isTrue();
            assertThat(pair.replica().cell("SHOW SLAVE STATUS", "Last_IO_Errno")).isEqualTo("0");
        } finally {
            pair.replica().sql("SET GLOBAL slave_net_timeout = 60");
        }
    }

    private long heartbeats() throws SQLException {
        return Long.parseLong(Objects.requireNonNull(pair.replica().status("Slave_received_heartbeats")));
    }
}
