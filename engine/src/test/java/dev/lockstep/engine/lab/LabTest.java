package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.lab.ScenarioResult.Outcome;
import dev.lockstep.engine.lab.spec.SpecException;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Labs of real servers, over TCP. */
@Timeout(120)
class LabTest {
    private static final String PAIR = """
            title: Pair
            nodes:
              m: {profile: mysql-5.7.23, variables: {rpl_semi_sync_master_enabled: ON}}
              s: {profile: mysql-5.7.23, variables: {rpl_semi_sync_slave_enabled: ON}}
            channels: [{replica: s, source: m}]
            load:
              node: m
              clients: 2
              setup: CREATE TABLE IF NOT EXISTS test.orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, client INT NOT NULL)
              statements: "INSERT INTO test.orders (client) VALUES ({client})"
            """;
    private static final String STORY = PAIR + """
            scenario:
              title: Story
              steps:
                - {title: registered, wait: {node: m, status: Rpl_semi_sync_master_clients, is: 1}, within: 20s}
                - {title: load, id: load, action: load-on}
                - {title: watch, wait: checks}
                - {title: off, action: load-off}
                - {title: kill, node: s, action: kill}
                - {title: up again, node: s, action: start, narration: {good: It comes back.}}
                - {title: caught up, wait: {caught-up: s}, within: 30s}
              checks:
                - title: acknowledged
                  since: load
                  within: 20s
                  that: {node: m, status: Rpl_semi_sync_master_yes_tx, grows-by: 10}
                - title: received
                  since: load
                  within: 20s
                  that: {node: s, count: events-received, at-least: 10}
                - title: runs on
                  since: load
                  for: 1s
                  that: {node: s, slave-status: Slave_IO_Running, is: "Yes"}
                - title: same
                  that: {same-rows: "SELECT COUNT(*), MAX(id) FROM test.orders", nodes: [m, s]}
              variants:
                good: {}
                bad:
                  checks:
                    - {title: receives nothing, since: load, for: 2s, that: {node: s, count: events-received, is: 0}}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Lab start(String yaml) throws SpecException, LabException {
        Topology topology = TopologyReader.parse("test", yaml);
        return Lab.start(topology, new LabOptions(folder, LabOptions.DEFAULT.lockModel(), 100));
    }

    @Test
    void playsAScenarioAndTellsItInTheTrace() throws Exception {
        try (Lab lab = start(STORY)) {
            ScenarioResult result = lab.play("good").await();
            assertThat(result.passed()).as("%s", result).isTrue();
            List<TraceEvent> events = lab.trace().events(0, lab.trace().eventEnd());
            assertThat(events).filteredOn(TraceEvent.StepChanged.class::isInstance)
                    .filteredOn(event -> ((TraceEvent.StepChanged) event).progress() == Progress.PASSED).hasSize(7);
            assertThat(events).anyMatch(event -> event instanceof TraceEvent.Narrated told
                    && told.text().equals("It comes back."));
            assertThat(events).anyMatch(TraceEvent.StatusSampled.class::isInstance);
        }
    }

    @Test
    void aCheckThatDoesNotHoldFailsTheScenario() throws Exception {
        try (Lab lab = start(STORY)) {
            ScenarioResult result = lab.play("bad").await();
            assertThat(result.passed()).isFalse();
            assertThat(result.problem()).isEmpty();
            assertThat(result.checks()).filteredOn(check -> check.outcome() != Outcome.PASSED)
                    .singleElement().satisfies(check -> assertThat(check.title()).isEqualTo("receives nothing"));
        }
    }

    @Test
    void aStepThatCannotBeDoneEndsTheScenario() throws Exception {
        String yaml = STORY.replace("{title: off, action: load-off}", "{title: off, node: s, sql: SELEC 1}");
        try (Lab lab = start(yaml)) {
            ScenarioResult result = lab.play("good").await();
            assertThat(result.problem()).startsWith("step \"off\": s refused \"SELEC 1\"");
            assertThat(result.steps().get(3).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.steps().get(4).outcome()).isEqualTo(Outcome.NOT_REACHED);
            assertThat(result.checks().getLast().outcome()).isEqualTo(Outcome.NOT_REACHED);
        }
    }

    @Test
    void nodesGoUpAndDownAndChangeTheirProfileOnTheSameData() throws Exception {
        try (Lab lab = start(PAIR)) {
            LabNode node = lab.node("m").orElseThrow();
            int port = node.port();
            assertThat(node.execute("test", "CREATE TABLE test.t (a INT PRIMARY KEY)"))
                    .isInstanceOf(SqlOutcome.Done.class);
            assertThat(node.execute("test", "INSERT INTO test.t VALUES (7)")).isInstanceOf(SqlOutcome.Done.class);
            node.kill();
            assertThat(node.state()).isEqualTo(LabNode.State.DOWN);
            assertThat(node.execute("test", "SELECT 1")).isInstanceOf(SqlOutcome.Refused.class);
            node.restartAs(Profiles.MYSQL_5_7_22);
            assertThat(node.port()).isEqualTo(port);
            assertThat(value(node.execute("test", "SELECT a FROM test.t"))).isEqualTo("7");
            assertThat(value(node.execute("test", "SELECT VERSION()"))).startsWith("5.7.22");
            assertThat(lab.topology().node("m").orElseThrow().profile()).isEqualTo("mysql-5.7.22");
            node.restart();
            assertThat(node.up()).isTrue();
        }
    }

    @Test
    void theLoadCommitsUntilItIsSwitchedOff() throws Exception {
        try (Lab lab = start(PAIR)) {
            lab.load().change(3, 200);
            lab.load().switchOn();
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (lab.load().commits() < 50 && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            assertThat(lab.load().recentLatencyMicros().getTotalCount()).isPositive();
            lab.load().switchOff();
            long commits = lab.load().commits();
            assertThat(lab.load().errors()).as(lab.load().lastError()).isZero();
            Thread.sleep(300);
            assertThat(lab.load().commits()).isEqualTo(commits).isGreaterThanOrEqualTo(50);
            assertThat(value(lab.node("m").orElseThrow().execute("test", "SELECT COUNT(*) FROM test.orders")))
                    .isEqualTo(Long.toString(commits));
        }
    }

    @Test
    void aLabComesBackOnItsFolder() throws Exception {
        try (Lab lab = start(PAIR)) {
            lab.node("m").orElseThrow().execute("test", "CREATE TABLE test.t (a INT PRIMARY KEY)");
            lab.node("m").orElseThrow().execute("test", "INSERT INTO test.t VALUES (1)");
        }
        try (Lab lab = start(PAIR)) {
            LabNode source = lab.node("m").orElseThrow();
            source.execute("test", "INSERT INTO test.t VALUES (2)");
            LabNode replica = lab.node("s").orElseThrow();
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (!"2".equals(value(replica.execute("test", "SELECT COUNT(*) FROM test.t")))
                    && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(value(replica.execute("test", "SELECT COUNT(*) FROM test.t"))).isEqualTo("2");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String yaml = "title: a\nnodes:\n  m: {profile: mysql-5.7.23, port: " + taken.getLocalPort() + "}\n";
            assertThatThrownBy(() -> start(yaml)).isInstanceOf(LabException.class).hasMessageContaining("node m");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String value(SqlOutcome outcome) {
        return outcome instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()
                ? String.valueOf(rows.rows().getFirst().getFirst())
                : outcome.toString();
    }
}
