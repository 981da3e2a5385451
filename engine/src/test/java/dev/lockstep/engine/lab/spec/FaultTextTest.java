package dev.lockstep.engine.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.Fault.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTextTest {
    private static final String FILE = """
            title: Two channels
            nodes:
              m: {profile: mysql-5.7.23}
              n: {profile: mysql-5.7.23}
              s: {profile: mysql-5.7.23}
            channels:
              - {replica: s, source: m, name: a}
              - {replica: s, source: m, name: b}
              - {replica: n, source: m}
            """;

    private static Topology topology() throws SpecException {
        return TopologyReader.parse("test.yaml", FILE);
    }

    @Test
    void aPlaceAndItsWordsMakeAFault() throws Exception {
        assertThat(FaultText.parse("n<-m: latency=50ms jitter=5ms to-source", topology()))
                .containsExactly(new FaultSpec("n", "", new Fault.Latency(Direction.TO_SOURCE, 50, 5)));
        assertThat(FaultText.parse("s[b]<-m: stall", topology())).containsExactly(
                new FaultSpec("s", "b", new Fault.Stall(Direction.TO_SOURCE)),
                new FaultSpec("s", "b", new Fault.Stall(Direction.TO_REPLICA)));
        assertThat(FaultText.parse("m: clock=-90s", topology()))
                .containsExactly(new FaultSpec("m", "", new Fault.ClockJump(-90_000)));
        assertThat(FaultText.parse("m: freeze=dump of=n", topology()))
                .containsExactly(new FaultSpec("m", "", new Fault.FrozenThread(Fault.FrozenThread.Role.DUMP, "n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "n<-m latency=5ms | expected a place, a colon and a fault",
            "x: clock=5s | there is no node \"x\"",
            "n<-s: stall | n does not follow s",
            "s<-m: stall | write s[NAME]<-m",
            "n<-m: latncy=5ms | did you mean \"latency\"?",
            "n<-m: latency=5 | expected a time of an hour at most, such as 50ms or 2s, found \"5\"",
            "n<-m: latency=5ms jitter=6ms | cannot be more than the latency",
            "n<-m: cut=clos | did you mean \"close\"?",
            "n<-m: lose-ack=0 | expected a number from 1",
            "m: latency=5ms | latency is a fault of a line",
            "n<-m: clock=5s | clock is a fault of a node",
            "m: torn-write=relay-log gap=5ms | torn-write has no gap",
            "m: torn | is no word of a fault"})
    void whatIsWrongIsSaid(String text, String expected) {
        assertThatThrownBy(() -> FaultText.parse(text, topology())).isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void filesSayTheSameInStepsAndFromTheStartAndAreWrittenAsTheyWereRead() throws Exception {
        String yaml = FILE + """
                faults:
                  - {replica: s, channel: a, latency: 50ms, direction: to-source}
                  - {node: m, slow-fsync: 2s, files: binlog}
                scenario:
                  title: Story
                  steps:
                    - {title: stalled, fault: {replica: n, stall: both}}
                    - {title: split, fault: {replica: n, split-ack: 5, gap: 3ms}}
                    - {title: ahead, fault: {node: m, clock: +90s}}
                    - {title: mended, heal: {replica: n, what: stall}}
                    - {title: all, heal: {node: m}}
                    - {title: dark, node: m, action: power-loss}
                  variants: {only: {}}
                """;
        Topology read = TopologyReader.parse("test.yaml", yaml);
        assertThat(read.faults()).containsExactly(
                new FaultSpec("s", "a", new Fault.Latency(Direction.TO_SOURCE, 50, 0)),
                new FaultSpec("m", "", new Fault.SlowSync(2_000, Fault.Files.BINLOG)));
        assertThat(TopologyReader.parse("again.yaml", TopologyWriter.write(read))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{node: m, latency: 5ms} | latency is a fault of a line: expected \"replica\"",
            "{replica: n, clock: 5s} | clock is a fault of a node: expected \"node\"",
            "{replica: s, stall: both} | node \"s\" has no channel \"\"",
            "{replica: n, cut: cloze} | did you mean \"close\"?",
            "{node: m, slow-fsync: 5ms, gap: 5ms} | slow-fsync has no gap",
            "{replica: n, latency: 5ms, stall: both} | stall"})
    void whatIsWrongInAFileIsSaidWithItsPlace(String fault, String expected) {
        assertThatThrownBy(() -> TopologyReader.parse("test.yaml", FILE + "faults:\n  - " + fault + "\n"))
                .isInstanceOfSatisfying(SpecException.class, e -> {
                    assertThat(e).hasMessageContaining(expected);
                    assertThat(e.line()).isEqualTo(11);
                });
    }
}
