package dev.lockstep.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.StarvingTrace;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.LabState;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyViewModelTest {
    private static final long SECOND = 1_000_000_000L;
    private static final StarvingTrace TRACE = new StarvingTrace(4 * SECOND);
    private static final EdgeKey S1 = new EdgeKey("s1", "");
    private static final EdgeKey S2 = new EdgeKey("s2", "");

    private final TopologyViewModel model = new TopologyViewModel();

    private void showAt(long nanos) {
        model.show(TRACE.state(nanos), TRACE.log(), nanos);
    }

    private NodeCard card(String name) {
        return model.picture().cards().stream().filter(card -> card.name().equals(name)).findFirst().orElseThrow();
    }

    private String value(String node, String label) {
        return card(node).rows().stream().filter(row -> row.label().equals(label)).findFirst().orElseThrow().value();
    }

    private ChannelEdge edge(EdgeKey key) {
        return model.picture().edges().stream().filter(edge -> edge.key().equals(key)).findFirst().orElseThrow();
    }

    @Test
    void theMastersCardTellsConfiguredAndOperatingApart() {
        showAt(3 * SECOND);
        assertThat(card("m").role()).isEqualTo("master · mysql-5.7.22");
        assertThat(card("m").address()).isEqualTo(":40321");
        assertThat(value("m", "semi-sync configured")).isEqualTo("ON");
        assertThat(value("m", "semi-sync operating")).isEqualTo("ON");
        assertThat(value("m", "clients")).isEqualTo("1");
        assertThat(value("m", "wait for slaves")).isEqualTo("1");
        assertThat(value("m", "timeout")).isEqualTo("10 s");
        assertThat(value("m", "wait point")).isEqualTo("AFTER_SYNC");
    }

    @Test
    void whatIsBrokenOnPurposeIsOnItsEdgeAndItsCard() {
        LabState whole = TRACE.state(3 * SECOND);
        LabState broken = new LabState(whole.nanos(), whole.nodes(), whole.channels(), whole.story(), whole.load(),
                whole.samples(),
                List.of(new LabState.FaultState("s1", "", new Fault.Latency(Fault.Direction.TO_SOURCE, 50, 5), SECOND),
                        new LabState.FaultState("m", "", new Fault.SlowSync(200, Fault.Files.BINLOG), SECOND)));
        model.show(broken, TRACE.log(), 3 * SECOND);
        assertThat(edge(S1).faults()).containsExactly("50 ms ± 5 ms late to the master");
        assertThat(edge(S1).heading()).startsWith("50 ms ± 5 ms late to the master · ACK ");
        assertThat(TipPainter.words(edge(S1)))
                .contains("Broken on purpose: 50 ms ± 5 ms late to the master.");
        assertThat(edge(S2).faults()).isEmpty();
        assertThat(value("m", "broken")).isEqualTo("fsync 200 ms slower, binlog");
        assertThat(model.faultsOf("m")).hasSize(1);
    }

    @Test
    void aSlavesCardHasItsChannel() {
        showAt(3 * SECOND);
        assertThat(card("s2").role()).isEqualTo("slave · mysql-5.7.22");
        assertThat(value("s2", "channel \"\"")).isEqualTo("IO Yes · SQL Yes");
        assertThat(value("s2", "behind")).matches("[23],\\d{3} transactions");
    }

    @Test
    void theSilentChannelSaysWhatItsStatusDoesNot() {
        showAt(3 * SECOND + 400_000_000);
        ChannelEdge silent = edge(S2);
        assertThat(silent.line()).isEqualTo(ChannelEdge.Line.SILENT);
        assertThat(silent.callout()).isEqualTo(new ChannelEdge.Callout(
                "Status says fine. Truth: no event for 2.40 s", List.of("dump → s2 waits for Ack_receiver::m_mutex")));
        assertThat(model.marks(S2)).isEmpty();
    }

    @Test
    void aSilenceOfLessThanASecondIsOrdinary() {
        showAt(SECOND + 500_000_000);
        assertThat(edge(S2).callout()).isNull();
    }

    @Test
    void theBusyChannelHasItsLatencyAndMarksBothWays() {
        showAt(3 * SECOND);
        assertThat(edge(S1).line()).isEqualTo(ChannelEdge.Line.SEMI_SYNC);
        assertThat(edge(S1).label()).isEqualTo("ACK 1.10 ms");
        assertThat(edge(S1).callout()).isNull();
        assertThat(model.marks(S1)).anyMatch(Traffic.Mark::ack).anyMatch(mark -> !mark.ack());
        assertThat(model.marks(S1)).hasSizeLessThanOrEqualTo(12);
        assertThat(model.perMark(TopologyViewModel.MarkKind.EVENT)).isBetween(300, 500);
    }

    @Test
    void marksTravelWithRecordedTimeAndStandStillWithIt() {
        showAt(3 * SECOND);
        List<Traffic.Mark> before = List.copyOf(model.marks(S1));
        long revision = model.revisionProperty().get();
        showAt(3 * SECOND);
        assertThat(model.revisionProperty().get()).as("nothing to redraw").isEqualTo(revision);
        showAt(3 * SECOND + 50_000_000);
        double moved = 50_000_000.0 / Traffic.TRAVEL_NANOS;
        assertThat(before).filteredOn(mark -> !mark.ack() && mark.place() < 0.9).isNotEmpty()
                .allSatisfy(mark -> assertThat(model.marks(S1)).anyMatch(
                        now -> !now.ack() && Math.abs(now.place() - mark.place() - moved) < 1e-9));
    }

    @Test
    void windingBackShowsTheSameAsGoingThere() {
        showAt(3 * SECOND);
        TopologyPicture there = model.picture();
        TopologyViewModel other = new TopologyViewModel();
        other.show(TRACE.state(2 * SECOND), TRACE.log(), 2 * SECOND);
        showAt(2 * SECOND);
        assertThat(model.picture().cards()).isEqualTo(other.picture().cards());
        assertThat(model.marks(S1)).isEqualTo(other.marks(S1));
        assertThat(model.picture()).isNotEqualTo(there);
    }

    @Test
    void theLegendRoundsToOneFigure() {
        assertThat(TopologyLegend.round(437)).isEqualTo(400);
        assertThat(TopologyLegend.round(96)).isEqualTo(100);
        assertThat(TopologyLegend.round(7)).isEqualTo(7);
        assertThat(TopologyLegend.round(0)).isZero();
    }
}
