package dev.lockstep.engine.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a variant says that it is about can be turned the other way. */
class TurningTest {
    private static final String FILE = """
            title: t
            nodes:
              m: {profile: mysql-5.7.22, variables: {sync_binlog: 1}}
              s: {profile: mysql-5.7.22}
            scenario:
              number: S7
              title: t
              faithful: much
              model: little
              steps: [{title: a, id: a, pause: 1ms}]
              checks:
                - {title: all, since: a, that: {caught-up: s}}
              variants:
                bug:
                  turned: %s
                  checks:
                    - {title: one, since: a, that: {caught-up: s}}
                    - {title: two, since: a, either-way: true, that: {caught-up: s}}
                fixed: {profile: mysql-5.7.23}
            """;

    private static Topology turned(String how) throws SpecException {
        Topology topology = TopologyReader.parse("x.yaml", FILE.formatted(how));
        return topology.turned(Objects.requireNonNull(topology.scenario()).variant("bug").orElseThrow()).orElseThrow();
    }

    @Test
    void byTheProfilesOfAnotherVariantOrSwitchBySwitchOrByVariables() throws SpecException {
        assertThat(turned("fixed").nodes()).extracting(NodeSpec::profile).containsOnly("mysql-5.7.23");
        assertThat(turned("m.ack-reader=receiver-copy").nodes()).extracting(NodeSpec::profile)
                .containsExactly("mysql-5.7.22 + ack-reader=receiver-copy", "mysql-5.7.22");
        Topology both = turned("[min-ack=smallest, m.sync_binlog=0]");
        assertThat(both.nodes()).extracting(NodeSpec::profile).containsOnly("mysql-5.7.22 + min-ack=smallest");
        assertThat(both.nodes().getFirst().variables()).containsEntry("sync_binlog", "0");
        assertThat(both.nodes().getLast().variables()).isEmpty();
    }

    @Test
    void checksThatHoldEitherWayTellNothing() throws SpecException {
        Topology topology = TopologyReader.parse("x.yaml", FILE.formatted("fixed"));
        ScenarioSpec scenario = Objects.requireNonNull(topology.scenario());
        assertThat(scenario.telling(scenario.variant("bug").orElseThrow())).isEqualTo(List.of("one"));
        assertThat(scenario.telling(scenario.variant("fixed").orElseThrow())).isEqualTo(List.of("all"));
        assertThat(topology.turned(scenario.variant("fixed").orElseThrow())).isEmpty();
        assertThat(TopologyReader.parse("written", TopologyWriter.write(topology))).isEqualTo(topology);
    }

    @ParameterizedTest
    @CsvSource({"fixd, 'did you mean \"fixed\"'", "x.min-ack=smallest, there is no node \"x\"",
            "min-akc=smallest, 'did you mean \"min-ack\"'", "min-ack=small, position of switch min-ack"})
    void aMistakeHasAPlace(String how, String problem) {
        assertThatThrownBy(() -> turned(how)).hasMessageContaining("x.yaml:15:").hasMessageContaining(problem);
    }
}
