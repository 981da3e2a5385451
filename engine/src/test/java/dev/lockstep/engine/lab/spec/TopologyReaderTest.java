package dev.lockstep.engine.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.channel.ReceiverHook;
import dev.lockstep.engine.lab.spec.StepSpec.Steer.Hand;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.Arguments;

class TopologyReaderTest {
    static final String SMALL = """
            title: Small
            nodes:
              m: {profile: mysql-5.7.22, port: 3307, variables: {rpl_semi_sync_master_enabled: ON, x: 1.50}}
              s: {profile: mysql-5.7.23, server-id: 77}
            channels:
              - {replica: s, source: m, name: c1, user: other}
            load: {node: m, clients: 3, rate: 10, statements: 'INSERT INTO t VALUES ({n})'}
            scenario:
              title: Story
              narration: {bug: oh}
              steps:
                - {title: a, id: first, node: m, sql: SELECT 1}
                - {title: b, wait: {node: s, slave-status: Slave_IO_Running, channel: c1, is: Yes}, within: 3s}
                - {title: c, action: restart, node: s}
                - {title: d, action: load-off}
                - {title: e, pause: 250ms}
                - {title: f, wait: checks}
              checks:
                - {title: g, since: first, within: 1s, for: 2min, that: {node: m, count: commits-acked, at-least: 1000}}
              variants:
                bug: {profile: mysql-5.7.22, profiles: {s: mysql-5.7.23}}
            """;

    @Test
    void readsEveryPartOfAFile() throws SpecException {
        Topology topology = TopologyReader.parse("small.yaml", SMALL);
        assertThat(topology.nodes()).containsExactly(
                new NodeSpec("m", "mysql-5.7.22", 0, 3307, Map.of("rpl_semi_sync_master_enabled", "ON", "x", "1.50")),
                new NodeSpec("s", "mysql-5.7.23", 77, 0, Map.of()));
        assertThat(topology.channels()).containsExactly(new ChannelSpec("s", "m", "c1", "other"));
        assertThat(topology.load()).isEqualTo(new LoadSpec("m", 3, 10, List.of(),
                List.of("INSERT INTO t VALUES ({n})"), LoadSpec.Initially.OFF));
        ScenarioSpec scenario = topology.scenario();
        assertThat(scenario).isNotNull();
        assertThat(scenario.narration().in("bug")).isEqualTo("oh");
        assertThat(scenario.steps()).containsExactly(
                new StepSpec.Sql("first", "a", Narration.NONE, "m", List.of("SELECT 1")),
                new StepSpec.Await("", "b", Narration.NONE, new Condition.SlaveStatus("s", "c1", "Slave_IO_Running",
                        new Comparison(Comparison.Op.IS, "Yes")), 3000),
                new StepSpec.NodeAction("", "c", Narration.NONE, "s", StepSpec.NodeAction.Act.RESTART),
                new StepSpec.LoadAction("", "d", Narration.NONE, StepSpec.LoadAction.Turn.OFF),
                new StepSpec.Pause("", "e", Narration.NONE, 250), new StepSpec.AwaitChecks("", "f", Narration.NONE));
        assertThat(scenario.checks()).containsExactly(new CheckSpec("g", "first", 1000, 120_000,
                new Condition.CommitsAcked("m", new Comparison(Comparison.Op.AT_LEAST, "1000"))));
        VariantSpec bug = scenario.variant("bug").orElseThrow();
        assertThat(topology.withProfilesOf(bug).nodes()).extracting(NodeSpec::profile).containsExactly("mysql-5.7.22",
                "mysql-5.7.23");
    }

    @Test
    void readsHowThreadsAreSteeredAndClocksSet() throws SpecException {
        Topology topology = TopologyReader.parse("x.yaml", """
                title: t
                nodes:
                  m: {profile: mariadb-10.0, clock: "2012-11-01T12:00:00Z"}
                  s: {profile: lockstep}
                scenario:
                  title: t
                  steps:
                    - {title: a, hold: {node: s, channel: c, hook: before_reply, at-most: 5s}}
                    - {title: b, wait: {node: s, channel: c, held-at: before_reply}, within: 2s}
                    - {title: c, delay: {node: s, hook: read_event, by: 20ms}}
                    - {title: d, release: {node: s, channel: c, hook: before_reply}}
                    - {title: e, wait: {node: s, count: log-lines, containing: magic, at-least: 2}, within: 1s}
                    - {title: f, wait: {node: s, channel: c, relay-log: damaged}, within: 1s}
                  variants: {v: {}}
                """);
        assertThat(topology.nodes()).extracting(NodeSpec::clock).containsExactly(
                Instant.parse("2012-11-01T12:00:00Z"), null);
        ScenarioSpec scenario = Objects.requireNonNull(topology.scenario());
        assertThat(scenario.steps()).containsExactly(
                new StepSpec.Steer("", "a", Narration.NONE, "s", "c", ReceiverHook.BEFORE_REPLY, Hand.HOLD, 5000),
                new StepSpec.Await("", "b", Narration.NONE,
                        new Condition.HeldAt("s", "c", ReceiverHook.BEFORE_REPLY), 2000),
                new StepSpec.Steer("", "c", Narration.NONE, "s", "", ReceiverHook.READ_EVENT, Hand.DELAY, 20),
                new StepSpec.Steer("", "d", Narration.NONE, "s", "c", ReceiverHook.BEFORE_REPLY, Hand.RELEASE, 0),
                new StepSpec.Await("", "e", Narration.NONE,
                        new Condition.LogLines("s", "magic", new Comparison(Comparison.Op.AT_LEAST, "2")), 1000),
                new StepSpec.Await("", "f", Narration.NONE,
                        new Condition.RelayLog("s", "c", Condition.RelayLog.Readable.DAMAGED), 1000));
        assertThat(TopologyReader.parse("written", TopologyWriter.write(topology))).isEqualTo(topology);
    }

    @Test
    void readsRealServers() throws SpecException {
        Topology topology = TopologyReader.parse("x.yaml", """
                title: t
                nodes:
                  a: {server: {host: db1}}
                  b: {server: {host: db2, port: 3307, user: lab, password: "a: b"}}
                  c: {server: {binary: mariadbd}, variables: {sync_binlog: 1}}
                channels:
                - {replica: c, source: b, user: repl2, password: x}
                """);
        assertThat(topology.nodes()).extracting(NodeSpec::server).containsExactly(
                new ServerSpec.Running("db1", 3306, "root", ""), new ServerSpec.Running("db2", 3307, "lab", "a: b"),
                new ServerSpec.Binary("mariadbd"));
        assertThat(topology.channels()).containsExactly(new ChannelSpec("c", "b", "", "repl2", "x"));
        assertThat(TopologyReader.parse("written", TopologyWriter.write(topology))).isEqualTo(topology);
    }

    @Test
    void theSchemaKnowsEveryHook() {
        for (ReceiverHook hook : ReceiverHook.values()) {
            assertThat(TopologyReader.schema()).contains("\"" + hook.key() + "\"");
        }
    }

    static List<Arguments> faults() {
        return List.of(
                fault("", "x.yaml:1:1: the file is empty"),
                fault("title: a\nnodes:\n  m: {server: {binary: mariadbd}, profile: lockstep}",
                        "x.yaml:3:35: a real server is what it is; take the profile away, or the server"),
                fault("title: a\nnodes:\n  m: {server: {binary: mariadbd, port: 3306}}",
                        "port is for one that runs already, together with \"host\""),
                fault("title: a\nnodes:\n  m: {server: {hots: db}}", "unknown key \"hots\"; did you mean \"host\"?"),
                fault("- a", "x.yaml:1:1: expected keys with values, found a list"),
                fault("title: [", "not YAML"),
                fault("title: a\nnode: {}\nnodes: {m: {profile: mysql-5.7.22}}",
                        "x.yaml:2:1: unknown key \"node\"; did you mean \"nodes\"?"),
                fault("title: a", "key \"nodes\" is missing in this file"),
                fault("title: a\nnodes:\n  m: {profile: mysql-5.7.2}",
                        "x.yaml:3:16: there is no profile \"mysql-5.7.2\"; did you mean \"mysql-5.7.22\"?"),
                fault("title: a\nnodes:\n  m: {profile: mysql-5.7.22, port: high}",
                        "x.yaml:3:36: expected a whole number, found \"high\""),
                fault("title: a\nnodes:\n  m: {profile: mysql-5.7.22, port: 70000}",
                        "must be at most 65535, found \"70000\""),
                fault("title: a\nnodes:\n  m: {profile: mysql-5.7.22}\n  m: {profile: mysql-5.7.22}",
                        "x.yaml:4:3: key \"m\" stands here twice"),
                fault("title: a\nnodes:\n  m: {profile: mysql-5.7.22}\nchannels:\n- {replica: n, source: m}",
                        "x.yaml:5:13: there is no node \"n\"; did you mean \"m\"?"),
                fault("title: a\nnodes:\n  m: {profile: mysql-5.7.22}\nchannels:\n- {replica: m, source: m}",
                        "a node cannot follow itself"),
                fault("title: a\nnodes:\n  a: {profile: mysql-5.7.22}\n  b: {profile: mysql-5.7.22, server-id: 1}",
                        "another node has server-id 1"),
                fault("title: &x a\nnodes: *x", "x.yaml:2:8: aliases"),
                fault("title: !!java.net.URL a\nnodes: {m: {profile: mysql-5.7.22}}", "tag"),
                fault("title: a\nnodes:\n  9m: {profile: mysql-5.7.22}", "x.yaml:3:3: this name must"),
                fault(SMALL.replace("pause: 250ms", "pause: 3 h"),
                        "expected: A time such as 250ms, 20s or 2min; found \"3 h\""),
                fault(SMALL.replace("pause: 250ms", "puase: 250ms"), "unknown key \"puase\"; did you mean \"pause\"?"),
                fault(SMALL.replace("node: m, sql: SELECT 1", "sql: SELECT 1"),
                        "expected exactly one of: sql and node, action"),
                fault(SMALL.replace("slave-status:", "slavestatus:"), "did you mean \"slave-status\"?"),
                fault(SMALL.replace("since: first", "since: frist"),
                        "step with the id \"frist\"; did you mean \"first\"?"),
                fault(SMALL.replace("at-least: 1000", "at-least: 1e3"), "expected a whole number, found \"1e3\""),
                fault(SMALL.replace("at-least: 1000", "at-least: 1, is: 2"), "expected exactly one of is, is-not"),
                fault(SMALL.replace("for: 2min", "for: 500ms"), "must be longer than within"),
                fault(SMALL.replace("pause: 250ms", "hold: {node: s, hook: afterread_event}"),
                        "expected one of"),
                fault(SMALL.replace("pause: 250ms", "hold: {node: t, hook: read_event}"), "there is no node \"t\""),
                fault(SMALL.replace("pause: 250ms", "delay: {node: s, hook: read_event}"), "\"by\" is missing"),
                fault(SMALL.replace("pause: 250ms", "delay: {node: s, hook: read_event, by: 2min}"),
                        "a thread can be held for 1ms to 60s"),
                fault(SMALL.replace("count: commits-acked", "count: log-lines"), "\"containing\" is missing"),
                fault("title: a\nnodes:\n  m: {profile: mysql-5.7.22, clock: 2012-13-01T00:00:00Z}",
                        "there is no such time; expected one such as 2012-11-01T12:00:00Z"),
                fault(SMALL.replace("profiles: {s:", "profiles: {t:"), "there is no node \"t\""),
                fault(SMALL.replace("{bug: oh}", "{bugg: oh}"), "there is no variant \"bugg\"; did you mean \"bug\"?"));
    }

    private static Arguments fault(String yaml, String expected) {
        return Arguments.of(yaml, expected);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesTheFaultItsPlaceAndASuggestion(String yaml, String expected) {
        assertThatThrownBy(() -> TopologyReader.parse("x.yaml", yaml)).isInstanceOf(SpecException.class)
                .message().contains(expected).startsWith("x.yaml:");
    }

    @Test
    void refusesDeepNestingWithoutRunningOutOfStack() {
        SpecException flow = catchThrowableOfType(SpecException.class,
                () -> TopologyReader.parse("deep.yaml", "a: " + "[".repeat(500_000)));
        assertThat(flow).hasMessageContaining("nested deeper than");
        SpecException block = catchThrowableOfType(SpecException.class,
                () -> TopologyReader.parse("deep.yaml", "- ".repeat(400_000)));
        assertThat(block).hasMessageContaining("nested deeper than");
    }

    @Test
    void refusesEndlessFiles() {
        assertThatThrownBy(() -> TopologyReader.parse("x.yaml", "a".repeat(2_000_000)))
                .hasMessageContaining("longer than");
        assertThatThrownBy(() -> TopologyReader.parse("x.yaml", "- a\n".repeat(200_000)))
                .hasMessageContaining("more than");
    }

    @Test
    void anEscapeWithoutDigitsHasAPlace() {
        assertThatThrownBy(() -> TopologyReader.parse("x.yaml", "title: a\nsummary: \"b \\x"))
                .hasMessageContaining("x.yaml:2:13").hasMessageContaining("lacks hexadecimal digits");
    }

    @Test
    void longNumbersAreNoNumbers() {
        assertThatThrownBy(() -> TopologyReader.parse("x.yaml",
                "title: a\nnodes: {m: {profile: mysql-5.7.22, port: " + "9".repeat(500_000) + "}}"))
                .hasMessageContaining("expected a whole number");
        assertThatThrownBy(() -> TopologyReader.parse("x.yaml",
                "title: a\nnodes: {m: {profile: mysql-5.7.22, port: 3E307}}"))
                .hasMessageContaining("x.yaml:2:").hasMessageContaining("expected a whole number");
    }
}
