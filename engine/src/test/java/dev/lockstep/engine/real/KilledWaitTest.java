package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * KILL and KILL QUERY of a session that waits for ACKs which nobody sends: what its client gets, what the status variables
 * count, and that the row stays. The same words for a node and for the real server that it stands for.
 */
@Timeout(120)
class KilledWaitTest {
    private static final String PREFIX = "Rpl_semi_sync_master_";
    private static final String WAITS = "Waiting for semi-sync ACK from slave";
    /** A client whose wait has not ended after that long is taken to wait on. */
    private static final long WAITS_ON_SECONDS = 1;

    @TempDir
    Path folder;

    /** What a KILL did, in words. */
    private static String told(Server server, String kill, String waitPoint) throws Exception {
        server.sql("SET GLOBAL rpl_semi_sync_master_enabled = 0", "CREATE TABLE IF NOT EXISTS test.t (id INT)",
                "DELETE FROM test.t", "SET GLOBAL rpl_semi_sync_master_timeout = 100000",
                "SET GLOBAL rpl_semi_sync_master_wait_point = " + waitPoint, "FLUSH STATUS",
                "SET GLOBAL rpl_semi_sync_master_enabled = 1");
        long[] before = counts(server);
        CompletableFuture<String> client = new CompletableFuture<>();
        try (Connection waiter = server.connect()) {
            Thread.ofPlatform().daemon().start(() -> client.complete(answer(waiter)));
            Waiting.until("a commit waits", server::log,
                    () -> server.column("SHOW PROCESSLIST", "State").contains(WAITS));
            int row = server.column("SHOW PROCESSLIST", "State").indexOf(WAITS);
            server.sql(kill + " " + server.column("SHOW PROCESSLIST", "Id").get(row));
            Waiting.until("the waiter has woken up", server::log, () -> counts(server)[2] > before[2]);
            long deadline = System.nanoTime() + WAITS_ON_SECONDS * 1_000_000_000;
            while (System.nanoTime() < deadline && !(client.isDone() && counts(server)[3] == 0)) {
                Waiting.sleep(20);
            }
            long[] after = counts(server);
            String text = (client.isDone() ? client.join() : "client waits") + ", yes " + (after[0] - before[0])
                    + ", no "
                    + (after[1] - before[1]) + ", " + after[3] + " in the wait, " + server.status(PREFIX + "status");
            server.sql("SET GLOBAL rpl_semi_sync_master_enabled = 0");
            Waiting.until("nobody waits", server::log, () -> counts(server)[3] == 0);
            return text + ", rows in the end " + server.cell("SELECT COUNT(*) FROM test.t");
        }
    }

    private static long[] counts(Server server) throws SQLException {
        String[] names = {"yes_tx", "no_tx", "tx_waits", "wait_sessions"};
        long[] counts = new long[names.length];
        for (int i = 0; i < names.length; i++) {
            counts[i] = Long.parseLong(Objects.requireNonNull(server.status(PREFIX + names[i])));
        }
        return counts;
    }

    private static String answer(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO test.t VALUES (1)");
            return "client is told OK";
        } catch (SQLException e) {
            return e.getSQLState() != null && e.getSQLState().startsWith("08")
                    ? "client loses its connection"
                    : "client is told " + e.getMessage();
        }
    }

    private static final String RELEASED = "client %s, yes 0, no 1, 0 in the wait, ON, rows in the end 1";
    private static final String COUNTED = "client %s, yes 1, no 0, 0 in the wait, ON, rows in the end 1";
    private static final String WAITS_ON = "client %s, yes 0, no 0, 1 in the wait, ON, rows in the end 1";
    private static final String OK = "is told OK";
    private static final String LOST = "loses its connection";

    @ParameterizedTest
    @CsvSource({"mysql-5.7.23, waits-on", "mysql-8.0, waits-on", "lockstep, waits-on", "mariadb-10.6.16, counted",
            "mariadb-10.11, released", "mariadb-11.8, released", "mariadb-10.11 + killed-wait=waits-on, waits-on"})
    void aNode(String profile, String rule) throws Exception {
        String words = rule.equals("waits-on") ? WAITS_ON : rule.equals("counted") ? COUNTED : RELEASED;
        try (LabServer lab = LabServer.lax(folder.resolve("lab"), 1, Profiles.named(profile).orElseThrow())) {
            for (String point : new String[]{"AFTER_COMMIT", "AFTER_SYNC"}) {
                assertThat(told(lab, "KILL QUERY", point))
                        .isEqualTo(words.formatted(rule.equals("waits-on") ? "waits" : OK));
                assertThat(told(lab, "KILL", point)).isEqualTo(words.formatted(LOST));
            }
        }
    }

    @Test
    void aRealMariaDbBeforeItsCountingWasMended() throws Exception {
        try (Server real = RealServer.mariaDb().start(folder.resolve("mariadb"), 1)) {
            assertThat(told(real, "KILL QUERY", "AFTER_SYNC")).isEqualTo(COUNTED.formatted(OK));
            assertThat(told(real, "KILL", "AFTER_COMMIT")).isEqualTo(COUNTED.formatted(LOST));
        }
    }

    @Test
    @Tag("real-mysql")
    void aRealMySql80() throws Exception {
        try (Server real = RealServer.mySql80().start(folder.resolve("mysql"), 1)) {
            assertThat(told(real, "KILL QUERY", "AFTER_SYNC")).isEqualTo(WAITS_ON.formatted("waits"));
            assertThat(told(real, "KILL", "AFTER_COMMIT")).isEqualTo(WAITS_ON.formatted(LOST));
        }
    }
}
