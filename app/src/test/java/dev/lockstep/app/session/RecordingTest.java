package dev.lockstep.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.TraceEvent;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final long SECOND = 1_000_000_000L;

    private final ToldLab lab = new ToldLab(ToldLab.topologyOfBug(), "bug");

    private Recording played() {
        Recording recording = new Recording(lab.trace(), lab::nanos);
        lab.play();
        recording.refresh(0);
        return recording;
    }

    @Test
    void marksStatementsOfTheStoryByFewWords() {
        assertThat(played().marks()).extracting(Mark::text).contains("count = 1", "STOP SLAVE s2", "START SLAVE s2",
                "load: 4 clients");
    }

    @Test
    void seesTheStarvingChannelFromTheMomentItsReceiverSaidYes() {
        Recording recording = played();
        long started = recording.marks().stream().filter(mark -> mark.text().equals("START SLAVE s2")).findFirst()
                .orElseThrow().nanos();
        assertThat(recording.starvedSpans()).hasSize(1);
        assertThat(recording.starvedSpans().getFirst()[0]).isBetween(started, started + SECOND / 100);
        assertThat(recording.starvedSpans().getFirst()[1]).isEqualTo(lab.nanos());
    }

    @Test
    void showsThePastUnderTheHandleWhileTheLabIsElsewhere() {
        Recording recording = played();
        recording.playhead().seek(5 * SECOND);
        recording.refresh(1);
        assertThat(recording.getState().nanos()).isEqualTo(5 * SECOND);
        assertThat(recording.getState().nodes().get("m")).isNotNull().extracting(node -> node.clients()).isEqualTo(2);
        assertThat(recording.live().nodes().get("m")).isNotNull().extracting(node -> node.clients()).isEqualTo(1);
    }

    @Test
    void countsCommitsAndMeasuresAckWaits() {
        Recording recording = played();
        double rate = recording.rates("m").commitsPerSecond(lab.nanos());
        assertThat(rate).isBetween(300.0, 1_000.0);
        Rates.Curve curve = recording.rates("m").before(lab.nanos(), 20);
        assertThat(Rates.Curve.last(curve.medianNanos())).isBetween(0.8e6, 1.5e6);
        assertThat(Rates.Curve.last(curve.p99Nanos())).isGreaterThan(Rates.Curve.last(curve.medianNanos()));
    }

    @Test
    void knowsSinceWhenTheOldestMissingTransactionWaits() {
        lab.trace().emit(new TraceEvent.TransactionFlushed(7, "x", 1, new BinlogPosition("bin.000001", 200)));
        lab.trace().emit(new TraceEvent.TransactionFlushed(9, "x", 1, new BinlogPosition("bin.000001", 300)));
        Recording recording = new Recording(lab.trace(), lab::nanos);
        recording.refresh(0);
        assertThat(recording.oldestMissingNanos("x", null, SECOND)).isEqualTo(7);
        assertThat(recording.oldestMissingNanos("x", new BinlogPosition("bin.000001", 200), SECOND)).isEqualTo(9);
        assertThat(recording.oldestMissingNanos("x", new BinlogPosition("bin.000001", 300), SECOND)).isEqualTo(-1);
    }
}
