package dev.lockstep.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.StarvingTrace;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Recording;
import dev.lockstep.app.session.TracedLab;
import dev.lockstep.engine.trace.journey.WhyChain;
import org.junit.jupiter.api.Test;

/** What the tabs show, without a window. */
class TransactionTabsTest {
    private static final long SECOND = 1_000_000_000;

    private final StarvingTrace trace = new StarvingTrace(6 * SECOND);
    private final TracedLab session = TracedLab.of(trace.log(), trace.endNanos(), "m", "s1", "s2");
    private final Recording recording = new Recording(trace.log(), session::nanos);
    private final OpenLab lab = new OpenLab("traced", null, session, recording);

    TransactionTabsTest() {
        recording.refresh(0);
    }

    private void at(long nanos) {
        recording.playhead().seek(nanos);
        recording.refresh(1);
    }

    @Test
    void listsTheLatestAndDrawsTheWayOfOne() {
        JourneyViewModel model = new JourneyViewModel();
        model.setInSight(true);
        model.show(lab);
        JourneyViewModel.Shown shown = model.getShown();
        assertThat(shown.lines()).hasSize(JourneyViewModel.LISTED);
        assertThat(shown.lines().getFirst().chosen()).isTrue();
        assertThat(shown.way().steps()).extracting(Waterfall.Bar::label).contains("flushed", "received");
        assertThat(shown.times()).isNotEmpty();
        model.choose(shown.lines().get(3).id());
        assertThat(model.getShown().lines()).filteredOn(JourneyViewModel.Line::chosen).extracting(
                JourneyViewModel.Line::id).containsExactly(shown.lines().get(3).id());
    }

    @Test
    void showsTheTransactionsOfTheInstantUnderTheHandle() {
        JourneyViewModel model = new JourneyViewModel();
        model.setInSight(true);
        model.show(lab);
        long latest = model.getShown().lines().getFirst().id().end().offset();
        at(2 * SECOND);
        model.show(lab);
        assertThat(model.getShown().lines().getFirst().id().end().offset()).isPositive().isLessThan(latest / 2);
    }

    @Test
    void saysWhyAReplicaGetsNothing() {
        WhyViewModel model = new WhyViewModel();
        model.setInSight(true);
        at(5 * SECOND);
        model.show(lab);
        model.choose(new WhyChain.Subject.Replica("s2", ""));
        WhyViewModel.Shown shown = model.getShown();
        assertThat(shown.question()).isEqualTo("Why does s2 get nothing?");
        assertThat(shown.chain()).extracting(WhyViewModel.Card::what)
                .anyMatch(what -> what.contains("waits for the lock Ack_receiver::m_mutex in add_slave"))
                .anyMatch(what -> what.contains("it starves"));
        assertThat(shown.frees()).isNotEmpty();
    }

    @Test
    void saysWhomToPromote() {
        LedgerViewModel model = new LedgerViewModel();
        model.setInSight(true);
        model.show(lab);
        assertThat(model.getShown().verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.first()).contains("Promote s1");
            assertThat(verdict.alarming()).isFalse();
        });
        assertThat(model.getShown().rows()).hasSize(LedgerViewModel.ROWS);
    }

    @Test
    void doesNothingWhileNobodyLooks() {
        JourneyViewModel journeys = new JourneyViewModel();
        WhyViewModel why = new WhyViewModel();
        LedgerViewModel ledger = new LedgerViewModel();
        journeys.show(lab);
        why.show(lab);
        ledger.show(lab);
        assertThat(journeys.getShown()).isEqualTo(JourneyViewModel.Shown.NOTHING);
        assertThat(why.getShown()).isEqualTo(WhyViewModel.Shown.NOTHING);
        assertThat(ledger.getShown()).isEqualTo(LedgerViewModel.Shown.NOTHING);
        ledger.setInSight(true);
        assertThat(ledger.getShown().verdicts()).isNotEmpty();
    }
}
