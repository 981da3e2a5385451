package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceTimeline;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a running lab of real servers. */
@Timeout(120)
class LabEditorTest {
    private static final String TWO = """
            title: Two masters
            nodes:
              m1: {profile: mysql-5.7.23}
              m2: {profile: mysql-5.7.23}
              s: {profile: mysql-5.7.23}
            channels: [{replica: s, source: m1}]
            """;

    @TempDir
    private Path folder = Path.of("");

    private Lab start() throws Exception {
        return Lab.start(TopologyReader.parse("test", TWO),
                new LabOptions(folder, LabOptions.DEFAULT.lockModel(), 0));
    }

    private static LabState state(Lab lab) {
        return new TraceTimeline(lab.trace()).latest(lab.nanos());
    }

    private static String source(Lab lab, String channel) {
        return state(lab).channels().stream().filter(one -> one.channel().equals(channel)).findFirst()
                .map(one -> String.valueOf(one.source())).orElse("none");
    }

    @Test
    void channelsAreMadePointedElsewhereAndForgottenBySql() throws Exception {
        try (Lab lab = start()) {
            LabEditor editor = lab.editor();
            editor.addChannel(new ChannelSpec("s", "m2", "more", "repl"), null, state(lab));
            assertThat(source(lab, "more")).isEqualTo("m2");
            assertThat(lab.topology().channels()).hasSize(2);
            assertThatThrownBy(() -> editor.pointChannel(new ChannelSpec("s", "m1", "more", "repl"), null))
                    .isInstanceOf(LabException.class).hasMessageContaining("ERROR 3021")
                    .hasMessageContaining("STOP SLAVE");
            assertThatThrownBy(() -> editor.removeChannel("s", "more")).isInstanceOf(LabException.class)
                    .hasMessageContaining("s refused");
            assertThat(source(lab, "more")).isEqualTo("m2");
            lab.node("s").orElseThrow().execute("test", "STOP SLAVE FOR CHANNEL 'more'");
            editor.pointChannel(new ChannelSpec("s", "m1", "more", "repl"), null);
            assertThat(source(lab, "more")).isEqualTo("m1");
            editor.removeChannel("s", "more");
            assertThat(source(lab, "more")).isEqualTo("none");
            assertThat(lab.topology().channels()).containsExactly(ChannelSpec.of("s", "m1"));
        }
    }

    @Test
    void aRefusalSaysWhy() throws Exception {
        try (Lab lab = start()) {
            LabEditor editor = lab.editor();
            LabState state = state(lab);
            assertThatThrownBy(() -> editor.addChannel(ChannelSpec.of("s", "s"), null, state))
                    .hasMessage("s cannot follow itself");
            assertThatThrownBy(() -> editor.addChannel(ChannelSpec.of("s", "m2"), null, state))
                    .hasMessage("s has a default channel already; give the new one a name");
            assertThatThrownBy(() -> editor.removeNode("m1", state))
                    .hasMessage("s follows m1; delete that channel first");
            lab.node("s").orElseThrow().stop();
            assertThatThrownBy(() -> editor.removeChannel("s", ""))
                    .hasMessage("s is not running; start it first");
        }
    }

    @Test
    void aNodeThatWasTakenOutComesBackWithItsRowsAndChannels() throws Exception {
        try (Lab lab = start()) {
            LabEditor editor = lab.editor();
            lab.node("s").orElseThrow().execute("test", "CREATE TABLE test.t (a INT PRIMARY KEY)");
            NodeSpec removed = editor.removeNode("s", state(lab));
            assertThat(state(lab).nodes()).containsOnlyKeys("m1", "m2");
            assertThat(state(lab).channels()).isEmpty();
            editor.addNode(removed);
            assertThat(lab.node("s").orElseThrow().execute("test", "SELECT COUNT(*) FROM test.t"))
                    .isInstanceOf(SqlOutcome.Rows.class);
            editor.addNode(new NodeSpec("n1", "mysql-5.7.23", 0, 0, Map.of()));
            assertThat(lab.topology().nodes()).hasSize(4);
        }
    }

    @Test
    void aForgottenChannelGoesOnWhereItWas() throws Exception {
        try (Lab lab = start()) {
            LabNode source = lab.node("m1").orElseThrow();
            LabNode replica = lab.node("s").orElseThrow();
            source.execute("test", "CREATE TABLE test.t (a INT PRIMARY KEY)");
            source.execute("test", "INSERT INTO test.t VALUES (1)");
            awaitRows(replica, "1");
            replica.execute("test", "STOP SLAVE");
            BinlogPosition was = lab.editor().removeChannel("s", "");
            source.execute("test", "INSERT INTO test.t VALUES (2)");
            lab.editor().addChannel(ChannelSpec.of("s", "m1"), was, state(lab));
            awaitRows(replica, "2");
            assertThat(state(lab).channels()).allMatch(channel -> channel.applier() == State.YES);
        }
    }

    private static void awaitRows(LabNode node, String count) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            if (node.execute("test", "SELECT COUNT(*) FROM test.t") instanceof SqlOutcome.Rows rows
                    && count.equals(rows.value(0, "COUNT(*)"))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never " + count + " rows");
    }
}
