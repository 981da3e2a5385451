package dev.lockstep.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.MisreadTrace;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What edges say of a slave with several masters. */
class ManySourcesTest {
    private final MisreadTrace trace = new MisreadTrace();
    private final TopologyViewModel model = new TopologyViewModel();

    private ChannelEdge edge(String channel, long at) {
        model.show(trace.state(at), trace.log(), at);
        model.show(trace.state(at), trace.log(), at);
        return model.picture().edges().stream().filter(one -> one.title().equals(channel)).findFirst().orElseThrow();
    }

    private static Badge badge(ChannelEdge edge) {
        return Objects.requireNonNull(edge.badge());
    }

    @Test
    void aStreamWhoseHeadersTheSlaveKnowsHasABadgeThatAgrees() {
        ChannelEdge a = edge("a", MisreadTrace.TROUBLE_NANOS - 1);
        assertThat(badge(a).truth()).isEqualTo("carries headers");
        assertThat(badge(a).sign()).isEqualTo("=");
        assertThat(badge(a).belief()).isEqualTo("slave thinks so");
        assertThat(a.callout()).isNull();
    }

    @Test
    void truthAndBeliefStandApartWhereTheyDiffer() {
        ChannelEdge a = edge("a", trace.endNanos());
        assertThat(badge(a).truth()).isEqualTo("carries headers");
        assertThat(badge(a).sign()).isEqualTo("≠");
        assertThat(badge(a).belief()).isEqualTo("slave thinks none");
        ChannelEdge b = edge("b", trace.endNanos());
        assertThat(badge(b).truth()).isEqualTo("no headers");
        assertThat(badge(b).belief()).isEqualTo("slave thinks headers");
    }

    @Test
    void eachThreadKeepsItsOwnError() {
        assertThat(edge("b", trace.endNanos()).errors()).isEqualTo("IO 1593");
        assertThat(edge("a", trace.endNanos()).errors()).isEqualTo("SQL 1594");
        assertThat(edge("a", MisreadTrace.TROUBLE_NANOS - 1).errors()).isEmpty();
    }

    @Test
    void theCalloutNamesWhatWasMisreadAndTheWriter() {
        ChannelEdge.Callout callout = Objects.requireNonNull(edge("a", trace.endNanos()).callout());
        assertThat(callout.title()).isEqualTo("s 'a': SQL 1594");
        assertThat(callout.details()).startsWith("packet 43: header sent, none expected",
                "flag set by 'b', thread_stop");
        assertThat(TipPainter.words(edge("a", trace.endNanos())))
                .contains("Truth: the stream carries semi-sync headers. Belief: the slave thinks it carries none.");
    }
}
