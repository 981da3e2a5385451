package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.trace.journey.Journey;
import dev.lockstep.engine.trace.journey.JourneyBook;
import dev.lockstep.engine.trace.journey.JourneyTimeline;
import dev.lockstep.engine.trace.journey.Ledger;
import dev.lockstep.engine.trace.journey.Place;
import dev.lockstep.engine.trace.journey.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the trace of real servers says of their transactions is what really becomes of them. */
@Timeout(120)
class JourneysOfALabTest {
    private static final List<Stage> AT_SOURCE = List.of(Stage.FLUSHED, Stage.SYNCED, Stage.STORED, Stage.RELEASED,
            Stage.ANSWERED);
    private static final List<Stage> TO_REPLICA = List.of(Stage.FLUSHED, Stage.READ, Stage.SENT, Stage.RECEIVED,
            Stage.RELAYED, Stage.ACK_SENT, Stage.ACK_RECEIVED);

    @TempDir
    private Path folder = Path.of("");

    private Lab start(String source, String replica) throws Exception {
        return Lab.start(TopologyReader.parse("test", """
                title: Pair
                nodes:
                  m: {%s}
                  s: {%s}
                channels: [{replica: s, source: m}]
                load:
                  node: m
                  clients: 4
                  initially: "off"
                  setup: CREATE TABLE IF NOT EXISTS test.t (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT)
                  statements: "INSERT INTO test.t (v) VALUES (1)"
                """.formatted(source, replica)), new LabOptions(folder, LabOptions.DEFAULT.lockModel(), 100));
    }

    private static LabNode node(Lab lab, String name) {
        return lab.node(name).orElseThrow();
    }

    private static void run(Lab lab, String node, String... statements) {
        for (String sql : statements) {
            assertThat(node(lab, node).execute("test", sql)).as(sql).isNotInstanceOf(SqlOutcome.Refused.class);
        }
    }

    private static void insert(Lab lab, int rows) {
        for (int i = 0; i < rows; i++) {
            run(lab, "m", "INSERT INTO test.t (v) VALUES (2)");
        }
    }

    private static long rows(Lab lab, String node) {
        return node(lab, node).execute("test", "SELECT COUNT(*) FROM test.t") instanceof SqlOutcome.Rows found
                ? Long.parseLong(String.valueOf(found.rows().getFirst().getFirst()))
                : -1;
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static JourneyBook book(Lab lab) {
        return new JourneyTimeline(lab.trace()).latest();
    }

    private static void allReached(Journey journey, List<Stage> stages) {
        long before = 0;
        for (Stage stage : stages) {
            long at = stage.onReplica() ? journey.at(stage, "s") : journey.at(stage);
            assertThat(at).as("%s of %s: %s", stage, journey.id(), journey.steps()).isGreaterThanOrEqualTo(before);
            before = at;
        }
    }

    @Test
    void everyAcknowledgedTransactionHasACompleteJourney() throws Exception {
        try (Lab lab = start("profile: lockstep, variables: {rpl_semi_sync_master_enabled: ON}",
                "profile: lockstep, variables: {rpl_semi_sync_slave_enabled: ON, sync_relay_log: 1}")) {
            lab.load().switchOn();
            eventually(() -> lab.load().commits() >= 300);
            lab.load().switchOff();
            eventually(() -> rows(lab, "s") == rows(lab, "m"));
            List<Journey> told = book(lab).journeys("m").stream().filter(Journey::acknowledged)
                    .filter(journey -> journey.waitNanos() != Journey.NEVER).toList();
            assertThat(told).hasSizeGreaterThan(200).allSatisfy(journey -> {
                allReached(journey, AT_SOURCE);
                allReached(journey, TO_REPLICA);
                allReached(journey, List.of(Stage.RELAYED, Stage.RELAY_SYNCED));
                allReached(journey, List.of(Stage.RELAYED, Stage.APPLIED));
                allReached(journey, List.of(Stage.ACK_RECEIVED, Stage.COUNTED, Stage.STORED));
                allReached(journey, List.of(Stage.FLUSHED, Stage.LISTED, Stage.ACK_RECEIVED));
            });
        }
    }

    @Test
    void theLedgerAgreesWithWhatAKillReallyLoses() throws Exception {
        try (Lab lab = start("profile: lockstep", "profile: lockstep")) {
            run(lab, "m", "CREATE TABLE test.t (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT)");
            insert(lab, 5);
            eventually(() -> rows(lab, "s") == 5);
            run(lab, "s", "STOP SLAVE");
            insert(lab, 3);
            node(lab, "m").kill();
            Ledger.Outlook outlook = Ledger.of(book(lab), lab.nanos(), 0).outlooks().getFirst();
            assertThat(outlook.up()).isFalse();
            assertThat(outlook.lostIfBurned()).hasSize((int) (8 - rows(lab, "s"))).hasSize(3);
            assertThat(outlook.best()).map(Ledger.Candidate::node).contains("s");
            node(lab, "m").start();
            assertThat(rows(lab, "m")).as("a kill forgets nothing").isEqualTo(8);
            assertThat(Ledger.of(book(lab), lab.nanos(), 10).rows())
                    .allMatch(row -> row.cell("m").place().compareTo(Place.FILE) >= 0);
        }
    }

    @Test
    void theLedgerAgreesWithWhatALossOfPowerReallyForgets() throws Exception {
        try (Lab lab = start("profile: lockstep, variables: {sync_binlog: 0}", "profile: lockstep")) {
            run(lab, "m", "CREATE TABLE test.t (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT)");
            insert(lab, 2);
            eventually(() -> rows(lab, "s") == 2);
            run(lab, "m", "FLUSH BINARY LOGS");
            insert(lab, 4);
            eventually(() -> rows(lab, "s") == 6);
            Ledger.Outlook before = Ledger.of(book(lab), lab.nanos(), 0).outlooks().getFirst();
            assertThat(before.lostIfBurned()).isEmpty();
            node(lab, "m").losePower();
            node(lab, "m").start();
            Ledger after = Ledger.of(book(lab), lab.nanos(), 10);
            assertThat(rows(lab, "m")).isEqualTo(6 - before.forgottenWithPower()).isEqualTo(2);
            assertThat(after.rows()).hasSize(7).filteredOn(row -> row.cell("m").place() == Place.NOWHERE).hasSize(4)
                    .allMatch(row -> row.cell("s").applied());
        }
    }
}
