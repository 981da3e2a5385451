package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.TopologyReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A replica that is killed keeps in its relay log what it acknowledged and has not applied, so that it can be promoted
 * although its source is gone. (With {@code relay_log_recovery} a real server throws it away, and MariaDB by GTID always.)
 */
@Timeout(90)
class AcknowledgedSurvivesKillTest {
    private static final int ROWS = 20;

    @TempDir
    private Path folder = Path.of("");

    private static SqlOutcome sql(LabNode node, String statement) {
        SqlOutcome outcome = node.execute("test", statement);
        assertThat(outcome).as(statement).isNotInstanceOf(SqlOutcome.Refused.class);
        return outcome;
    }

    /** Of the first row the last column; nothing if there is none, or the table is not there yet. */
    private static String value(LabNode node, String statement) {
        return node.execute("test", statement) instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()
                ? String.valueOf(rows.rows().getFirst().getLast())
                : "";
    }

    private static void await(LabNode node, String statement, String wanted) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!value(node, statement).equals(wanted) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(value(node, statement)).as(statement).isEqualTo(wanted);
    }

    @ParameterizedTest(name = "{0}, log_slave_updates {1}, SQL thread stopped before the first row: {2}")
    @CsvSource({"no, ON, true", "no, ON, false", "no, OFF, true", "no, OFF, false", "slave_pos, ON, true",
            "slave_pos, ON, false",
            "slave_pos, OFF, false"})
    void whatWasAcknowledgedIsAppliedWithoutTheSource(String gtid, String logUpdates, boolean fromTheStart)
            throws Exception {
        try (Lab lab = start("lockstep", logUpdates)) {
            killedWithAcknowledgedRows(lab, gtid, fromTheStart);
            await(lab.node("s").orElseThrow(), "SELECT COUNT(*) FROM test.t WHERE id < 1000", String.valueOf(ROWS));
        }
    }

    @Test
    void aReplicaThatDropsItsRelayLogByGtidLosesThem() throws Exception {
        try (Lab lab = start("lockstep + gtid-relay-log=dropped", "OFF")) {
            killedWithAcknowledgedRows(lab, "slave_pos", false);
            LabNode replica = lab.node("s").orElseThrow();
            for (int i = 0; i < 100 && !value(replica, "SHOW SLAVE STATUS").isEmpty()
                    && !applierState(replica).contains("has read all relay log"); i++) {
                Thread.sleep(50);
            }
            assertThat(value(replica, "SELECT COUNT(*) FROM test.t WHERE id < 1000")).isEqualTo("0");
        }
    }

    private static String applierState(LabNode node) {
        return sql(node, "SHOW SLAVE STATUS") instanceof SqlOutcome.Rows rows ? String.valueOf(rows.rows()) : "";
    }

    private Lab start(String profile, String logUpdates) throws Exception {
        return Lab.start(
                TopologyReader.parse("test",
                        """
                                title: Pair
                                nodes:
                                  m: {profile: lockstep, variables: {rpl_semi_sync_master_enabled: ON, rpl_semi_sync_master_timeout: 20000}}
                                  s: {profile: "%s", variables: {rpl_semi_sync_slave_enabled: ON, skip_slave_start: ON, log_slave_updates: %s}}
                                channels: [{replica: s, source: m}]
                                """
                                .formatted(profile, logUpdates)),
                new LabOptions(folder, LabOptions.DEFAULT.lockModel(), 0));
    }

    /** The replica has acknowledged rows and not applied them; the source is gone, the replica up again, and applies. */
    private static void killedWithAcknowledgedRows(Lab lab, String gtid, boolean fromTheStart) throws Exception {
        LabNode source = lab.node("m").orElseThrow();
        LabNode replica = lab.node("s").orElseThrow();
        sql(source, "CREATE TABLE test.t (id INT PRIMARY KEY)");
        sql(replica, "STOP SLAVE");
        sql(replica, "CHANGE MASTER TO MASTER_USE_GTID = " + gtid);
        sql(replica, "START SLAVE");
        await(source, "SHOW STATUS LIKE 'Rpl_semi_sync_master_clients'", "1");
        if (!fromTheStart) {
            insert(source, 1000);
            await(replica, "SELECT COUNT(*) FROM test.t", String.valueOf(ROWS));
        }
        sql(replica, "STOP SLAVE SQL_THREAD");
        String before = value(source, "SHOW STATUS LIKE 'Rpl_semi_sync_master_yes_tx'");
        insert(source, 0);
        await(source, "SHOW STATUS LIKE 'Rpl_semi_sync_master_yes_tx'",
                String.valueOf(Integer.parseInt(before) + ROWS));
        source.kill();
        replica.kill();
        replica.start();
        sql(replica, "START SLAVE SQL_THREAD");
    }

    private static void insert(LabNode source, int from) {
        for (int i = 0; i < ROWS; i++) {
            sql(source, "INSERT INTO test.t VALUES (" + (from + i) + ")");
        }
    }
}
