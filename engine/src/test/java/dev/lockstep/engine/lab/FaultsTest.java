package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.FaultText;
import dev.lockstep.engine.lab.spec.HealSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.LabProjection;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.AckWaitEnded;
import dev.lockstep.engine.trace.TraceEvent.AckWaitEnded.Outcome;
import dev.lockstep.engine.world.LockModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each fault does to a pair of servers. */
@Timeout(120)
class FaultsTest {
    private static Lab pair(String profile, long timeoutMillis) throws Exception {
        Topology topology = TopologyReader.parse("test", """
                title: Pair
                nodes:
                  m: {profile: %1$s, variables: {rpl_semi_sync_master_enabled: ON, rpl_semi_sync_master_timeout: %2$d}}
                  s: {profile: %1$s, variables: {rpl_semi_sync_slave_enabled: ON}}
                channels: [{replica: s, source: m}]
                """.formatted(profile, timeoutMillis));
        Lab lab = Lab.start(topology, new LabOptions(null, LockModel.DEFAULT, 0));
        done(lab, "m", "CREATE TABLE test.t (id INT PRIMARY KEY)");
        await(() -> value(lab, "m", "SHOW STATUS LIKE 'Rpl_semi_sync_master_clients'", 1).equals("1"));
        await(() -> value(lab, "s", "SELECT COUNT(*) FROM test.t", 0).equals("0"));
        return lab;
    }

    private static void set(Lab lab, String text) throws Exception {
        for (FaultSpec fault : FaultText.parse(text, lab.topology())) {
            lab.faults().set(fault);
        }
    }

    private static int heal(Lab lab, HealSpec.Place place, String node) throws LabException {
        return lab.faults().heal(new HealSpec(place, node, "", ""));
    }

    private static void done(Lab lab, String node, String sql) {
        assertThat(lab.node(node).orElseThrow().execute("test", sql)).isInstanceOf(SqlOutcome.Done.class);
    }

    private static CompletableFuture<SqlOutcome> begin(Lab lab, String origin, String sql) {
        return CompletableFuture.supplyAsync(() -> lab.node("m").orElseThrow().execute(origin, sql));
    }

    private static String value(Lab lab, String node, String sql, int column) {
        SqlOutcome outcome = lab.node(node).orElseThrow().execute("ask", sql);
        return outcome instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()
                ? String.valueOf(rows.rows().getFirst().get(column))
                : "";
    }

    private static String column(Lab lab, String node, String sql, String column) {
        SqlOutcome outcome = lab.node(node).orElseThrow().execute("ask", sql);
        return outcome instanceof SqlOutcome.Rows rows ? String.valueOf(rows.value(0, column)) : "";
    }

    private static void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 30 s in vain").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static <T extends TraceEvent> List<T> events(Lab lab, Class<T> type) {
        return lab.trace().events(0, lab.trace().eventEnd()).stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<AckWaitEnded> waits(Lab lab) {
        return events(lab, AckWaitEnded.class);
    }

    private static boolean logged(Lab lab, String node, String text) {
        return events(lab, TraceEvent.LogLine.class).stream()
                .anyMatch(line -> line.node().equals(node) && line.text().contains(text));
    }

    private static long zombies(Lab lab) {
        return events(lab, TraceEvent.LogLine.class).stream()
                .filter(line -> line.text().contains("zombie dump thread")).count();
    }

    /** Without a look at whether it still is to connect, it would wait for slave_net_timeout, 60 s here. */
    @Test
    @Timeout(45)
    void aReceiverThatConnectsOverAStalledLineCanBeStopped() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 100)) {
            done(lab, "s", "STOP SLAVE");
            set(lab, "s<-m: stall to-replica");
            done(lab, "s", "START SLAVE");
            await(() -> column(lab, "s", "SHOW SLAVE STATUS", "Slave_IO_State").equals("Connecting to master"));
            done(lab, "s", "STOP SLAVE");
            assertThat(column(lab, "s", "SHOW SLAVE STATUS", "Slave_IO_Running")).isEqualTo("No");
        }
    }

    @Test
    void latencyInEachDirectionShowsInTheWaitForTheAck() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 30_000)) {
            set(lab, "s<-m: latency=60ms jitter=10ms to-source");
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            assertThat(waits(lab).getLast().waitedNanos()).isBetween(50_000_000L, 10_000_000_000L);
            set(lab, "s<-m: latency=60ms to-replica");
            done(lab, "m", "INSERT INTO test.t VALUES (2)");
            assertThat(waits(lab).getLast().waitedNanos()).isGreaterThan(110_000_000L);
            assertThat(heal(lab, HealSpec.Place.LINE, "s")).isEqualTo(2);
            assertThat(lab.faults().active()).isEmpty();
            LabProjection told = new LabProjection();
            events(lab, TraceEvent.class).forEach(told::apply);
            assertThat(told.state(lab.nanos()).faults()).isEmpty();
            assertThat(events(lab, TraceEvent.FaultSet.class)).hasSize(2);
        }
    }

    @Test
    void aCommitWhoseAckIsLostIsReleasedByTheNext() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 60_000)) {
            set(lab, "s<-m: lose-ack=1");
            int before = events(lab, TraceEvent.AckReceived.class).size();
            int sent = events(lab, TraceEvent.AckSent.class).size();
            CompletableFuture<SqlOutcome> first = begin(lab, "first", "INSERT INTO test.t VALUES (1)");
            await(() -> lab.faults().active().isEmpty());
            assertThat(first).isNotDone();
            done(lab, "m", "INSERT INTO test.t VALUES (2)");
            assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(SqlOutcome.Done.class);
            await(() -> events(lab, TraceEvent.AckSent.class).size() >= sent + 2);
            assertThat(events(lab, TraceEvent.AckReceived.class)).hasSize(before + 1);
            assertThat(waits(lab)).allMatch(wait -> wait.outcome() == Outcome.ACKED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql-5.7.23", "lockstep"})
    void aSplitAckIsLostWhereTheReceiverForgetsItsFirstPart(String profile) throws Exception {
        try (Lab lab = pair(profile, 1_500)) {
            set(lab, "s<-m: split-ack=5 gap=20ms");
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            assertThat(waits(lab).getLast().outcome())
                    .isEqualTo(profile.equals("lockstep") ? Outcome.ACKED : Outcome.TIMEOUT);
        }
    }

    @Test
    void aStalledDirectionEndsInATimeoutAndSemiSyncComesBackWithIt() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 500)) {
            set(lab, "s<-m: stall to-source");
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            assertThat(waits(lab).getLast().outcome()).isEqualTo(Outcome.TIMEOUT);
            await(() -> value(lab, "s", "SELECT COUNT(*) FROM test.t", 0).equals("1"));
            assertThat(value(lab, "m", "SHOW STATUS LIKE 'Rpl_semi_sync_master_status'", 1)).isEqualTo("OFF");
            heal(lab, HealSpec.Place.LINE, "s");
            await(() -> value(lab, "m", "SHOW STATUS LIKE 'Rpl_semi_sync_master_status'", 1).equals("ON"));
        }
    }

    @Test
    void aConnectionThatIsCutOrResetIsMadeAgainAndASilentOneLeavesAZombie() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 30_000)) {
            for (String how : List.of("close", "reset")) {
                int dumps = events(lab, TraceEvent.DumpStarted.class).size();
                set(lab, "s<-m: cut=" + how);
                await(() -> events(lab, TraceEvent.DumpStarted.class).size() == dumps + 1);
                await(() -> events(lab, TraceEvent.DumpEnded.class).size() == dumps);
            }
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            set(lab, "s<-m: cut=silent");
            done(lab, "s", "STOP SLAVE");
            long zombies = zombies(lab);
            int ended = events(lab, TraceEvent.DumpEnded.class).size();
            assertThat(value(lab, "m", "SHOW STATUS LIKE 'Rpl_semi_sync_master_clients'", 1)).isEqualTo("1");
            done(lab, "s", "START SLAVE");
            await(() -> zombies(lab) == zombies + 1);
            await(() -> events(lab, TraceEvent.DumpEnded.class).size() == ended + 1);
            done(lab, "m", "INSERT INTO test.t VALUES (2)");
            await(() -> value(lab, "s", "SELECT COUNT(*) FROM test.t", 0).equals("2"));
        }
    }

    @Test
    void acksCannotBeFoundOnAnEncryptedLine() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 30_000)) {
            done(lab, "s", "STOP SLAVE");
            done(lab, "s", "CHANGE MASTER TO MASTER_SSL=1");
            done(lab, "s", "START SLAVE");
            await(() -> column(lab, "s", "SHOW SLAVE STATUS", "Slave_IO_Running").equals("Yes"));
            assertThatThrownBy(() -> set(lab, "s<-m: lose-ack=1")).isInstanceOf(LabException.class)
                    .hasMessageContaining("encrypted").hasMessageContaining("MASTER_SSL=0");
            assertThat(lab.faults().active()).isEmpty();
        }
    }

    @Test
    void aSlowDiskDelaysCommitsAndAFailingOneEndsTheServer() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 30_000)) {
            set(lab, "m: slow-fsync=300ms files=binlog");
            long before = lab.nanos();
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            assertThat(lab.nanos() - before).isGreaterThan(300_000_000L);
            heal(lab, HealSpec.Place.NODE, "m");
            set(lab, "m: failing-fsync=binlog");
            SqlOutcome refused = lab.node("m").orElseThrow().execute("test", "INSERT INTO test.t VALUES (2)");
            assertThat(refused).isInstanceOfSatisfying(SqlOutcome.Refused.class,
                    why -> assertThat(why.message()).contains("Input/output error"));
            await(() -> lab.node("m").orElseThrow().state() == LabNode.State.DOWN);
            assertThat(logged(lab, "m", "'binlog_error_action' is set to 'ABORT_SERVER'")).isTrue();
        }
    }

    @Test
    void aServerThatIgnoresTheErrorGoesOnWithoutItsBinlog() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 30_000)) {
            done(lab, "m", "SET GLOBAL binlog_error_action=IGNORE_ERROR");
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            set(lab, "m: failing-fsync=binlog");
            done(lab, "m", "INSERT INTO test.t VALUES (2)");
            done(lab, "m", "INSERT INTO test.t VALUES (3)");
            assertThat(value(lab, "m", "SELECT COUNT(*) FROM test.t", 0)).isEqualTo("3");
            assertThat(logged(lab, "m", "'IGNORE_ERROR'. Hence turning logging off")).isTrue();
            assertThat(lab.node("m").orElseThrow().execute("test", "SHOW BINARY LOGS"))
                    .isInstanceOfSatisfying(SqlOutcome.Refused.class, why -> assertThat(why.errno()).isEqualTo(1381));
            heal(lab, HealSpec.Place.NODE, "m");
            LabNode node = lab.node("m").orElseThrow();
            node.stop();
            node.start();
            done(lab, "m", "INSERT INTO test.t VALUES (4)");
            assertThat(value(lab, "m", "SELECT COUNT(*) FROM test.t", 0)).isEqualTo("4");
        }
    }

    @Test
    void aFlippedByteOfTheRelayLogStopsTheApplierWith1594() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 30_000)) {
            set(lab, "s: flip-byte=relay-log");
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            await(() -> column(lab, "s", "SHOW SLAVE STATUS", "Last_SQL_Errno").equals("1594"));
            assertThat(column(lab, "s", "SHOW SLAVE STATUS", "Slave_IO_Running")).isEqualTo("Yes");
        }
    }

    @Test
    void whatATornWriteLeavesOfTheBinlogIsCutOffAtTheNextStart() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 300)) {
            done(lab, "m", "SET GLOBAL sync_binlog=0");
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            set(lab, "m: torn-write=binlog");
            done(lab, "m", "INSERT INTO test.t VALUES (2)");
            LabNode node = lab.node("m").orElseThrow();
            node.losePower();
            node.start();
            assertThat(logged(lab, "m", "ended within a transaction")).isTrue();
            assertThat(events(lab, TraceEvent.FaultHealed.class))
                    .anyMatch(event -> event.reason().contains("are torn"));
            assertThat(value(lab, "m", "SELECT COUNT(*) FROM test.t", 0)).isEqualTo("1");
            done(lab, "m", "INSERT INTO test.t VALUES (3)");
        }
    }

    @Test
    void powerLossForgetsWhatWasNotDurableAndNothingElse() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 300)) {
            done(lab, "m", "INSERT INTO test.t VALUES (1)");
            done(lab, "m", "SET GLOBAL sync_binlog=0");
            done(lab, "m", "INSERT INTO test.t VALUES (2)");
            LabNode node = lab.node("m").orElseThrow();
            node.kill();
            node.start();
            assertThat(value(lab, "m", "SELECT COUNT(*) FROM test.t", 0)).isEqualTo("2");
            done(lab, "m", "SET GLOBAL sync_binlog=0");
            done(lab, "m", "INSERT INTO test.t VALUES (3)");
            node.losePower();
            node.start();
            assertThat(value(lab, "m", "SELECT COUNT(*) FROM test.t", 0)).isEqualTo("2");
            assertThat(logged(lab, "m", "The machine lost power: ")).isTrue();
        }
    }

    @Test
    void aFrozenAckReceiverHoldsCommitsAndAShutdownIsNotHeld() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 60_000)) {
            set(lab, "m: freeze=ack-receiver");
            CompletableFuture<SqlOutcome> waiting = begin(lab, "first", "INSERT INTO test.t VALUES (1)");
            await(() -> value(lab, "s", "SELECT COUNT(*) FROM test.t", 0).equals("1"));
            await(() -> events(lab, TraceEvent.ThreadHeld.class).stream().anyMatch(TraceEvent.ThreadHeld::held));
            assertThat(waiting).isNotDone();
            heal(lab, HealSpec.Place.NODE, "m");
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(SqlOutcome.Done.class);
            set(lab, "m: freeze=dump");
            lab.node("m").orElseThrow().stop();
            assertThat(lab.faults().active()).isEmpty();
            assertThatThrownBy(() -> set(lab, "m: freeze=ack-receiver")).hasMessageContaining("no thread");
        }
    }

    @Test
    void aClockThatJumpsEndsASemiSyncWaitBeforeItsTime() throws Exception {
        try (Lab lab = pair("mysql-5.7.23", 3_000_000)) {
            set(lab, "s<-m: stall to-source");
            int before = events(lab, TraceEvent.AckWaitStarted.class).size();
            CompletableFuture<SqlOutcome> waiting = begin(lab, "first", "INSERT INTO test.t VALUES (1)");
            await(() -> events(lab, TraceEvent.AckWaitStarted.class).size() > before);
            set(lab, "m: clock=60min");
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(SqlOutcome.Done.class);
            assertThat(waits(lab).getLast().outcome()).isEqualTo(Outcome.TIMEOUT);
            long ahead = Long.parseLong(value(lab, "m", "SELECT UNIX_TIMESTAMP()", 0))
                    - Long.parseLong(value(lab, "s", "SELECT UNIX_TIMESTAMP()", 0));
            assertThat(ahead).isBetween(3_500L, 3_700L);
            heal(lab, HealSpec.Place.NODE, "m");
            assertThat(lab.faults().active()).containsExactly(
                    new FaultSpec("s", "", new Fault.Stall(Fault.Direction.TO_SOURCE)));
        }
    }
}
