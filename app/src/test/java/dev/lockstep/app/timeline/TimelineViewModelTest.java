package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.StarvingTrace;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LockName;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TimelineViewModelTest {
    private static final StarvingTrace TRACE = new StarvingTrace(3_400_000_000L);
    private static final long SECOND = 1_000_000_000L;

    private final TimelineViewModel model = new TimelineViewModel();

    private void showAt(long nanos) {
        LabState state = TRACE.state(nanos);
        for (int pulse = 0; pulse < 3; pulse++) {
            model.show(state, TRACE.log(), nanos);
        }
    }

    @Test
    void theAckReceiversMutexIsShownFirst() {
        showAt(2 * SECOND);
        assertThat(model.lockProperty().get()).isEqualTo(TRACE.mutex());
        assertThat(model.locks()).contains(TRACE.mutex());
    }

    @Test
    void lanesAreTheReceiverThenDumpsThenSessions() {
        showAt(2 * SECOND);
        assertThat(model.rows()).extracting(LaneRow::label).containsExactly("Ack receiver", "dump → s2", "dump → s1",
                "session 11", "session 12", "session 13", "session 14");
    }

    @Test
    void theMeterTellsTheStarvation() {
        showAt(3 * SECOND);
        Starvation figures = Objects.requireNonNull(model.starvationProperty().get());
        assertThat(figures.waiter()).isEqualTo("dump → s2");
        assertThat(figures.longestWaitNanos()).isBetween(2 * SECOND - 1_000_000, 2 * SECOND);
        assertThat(figures.handOvers()).isZero();
        assertThat(figures.barged()).isBetween(2_000, 3_000);
        assertThat(figures.heldShare()).isBetween(0.99, 1.0);
        assertThat(figures.starving()).isTrue();
    }

    @Test
    void beforeTheRestartNobodyWaits() {
        showAt(SECOND / 2);
        Starvation figures = Objects.requireNonNull(model.starvationProperty().get());
        assertThat(figures.longestWaitNanos()).isZero();
        assertThat(figures.barged()).isZero();
    }

    @Test
    void aWindowThatFollowsEndsAtThePresent() {
        model.zoom(1_000, 0);
        showAt(2 * SECOND);
        model.show(TRACE.state(2 * SECOND + 16_000_000), TRACE.log(), 2 * SECOND + 16_000_000);
        assertThat(model.window().endNanos()).isEqualTo(2 * SECOND + 16_000_000);
    }

    @Test
    void aShortWindowMovesOnInStepsThatCanBeRead() {
        showAt(2 * SECOND);
        long first = model.window().endNanos();
        assertThat(first).isEqualTo(2 * SECOND);
        long now = first;
        for (int pulse = 0; pulse < 20; pulse++) {
            now += 16_000_000;
            model.show(TRACE.state(now), TRACE.log(), now);
        }
        assertThat(model.window().endNanos()).isEqualTo(first);
        model.show(TRACE.state(now + 100_000_000), TRACE.log(), now + 100_000_000);
        assertThat(model.window().endNanos()).isEqualTo(now + 100_000_000);
    }

    @Test
    void panningFreezesTheWindow() {
        showAt(2 * SECOND);
        model.pan(-5_000_000);
        assertThat(model.followingProperty().get()).isFalse();
        TimeWindow frozen = model.window();
        showAt(3 * SECOND);
        assertThat(model.window()).isEqualTo(frozen);
        model.followingProperty().set(true);
        assertThat(model.window().endNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void fittingShowsTheWholeRecording() {
        showAt(3 * SECOND);
        model.fit();
        assertThat(model.window().startNanos()).isLessThanOrEqualTo(StarvingTrace.RESTART_NANOS);
        assertThat(model.window().endNanos()).isGreaterThanOrEqualTo(3 * SECOND);
    }

    @Test
    void anotherLockHasOtherFigures() {
        showAt(3 * SECOND);
        LockName log = model.locks().stream().filter(lock -> lock.name().equals("LOCK_log")).findFirst().orElseThrow();
        model.lockProperty().set(log);
        assertThat(model.starvationProperty().get()).extracting(Starvation::longestWaitNanos).isEqualTo(0L);
        showAt(3 * SECOND);
        assertThat(model.lockProperty().get()).as("a choice is kept").isEqualTo(log);
    }

    @Test
    void nothingIsRedrawnWhileNothingChanges() {
        showAt(2 * SECOND);
        showAt(2 * SECOND);
        long revision = model.revisionProperty().get();
        showAt(2 * SECOND);
        assertThat(model.revisionProperty().get()).isEqualTo(revision);
    }

    @Test
    void hoverSaysWhoHoldsWhoWaitsAndWhoAsked() {
        showAt(3 * SECOND);
        LockIndex index = Objects.requireNonNull(model.index());
        long instant = 3 * SECOND - 500_000;
        HoverText holder = HoverText.at(index, model.rows().get(0), model.roles(), instant, model.window(), 1_000);
        assertThat(holder.title()).isEqualTo("Ack receiver holds Ack_receiver::m_mutex");
        assertThat(String.join("\n", holder.lines())).contains("in run", "dump → s2 waits for it", "in add_slave");
        HoverText waiter = HoverText.at(index, model.rows().get(1), model.roles(), instant, model.window(), 1_000);
        assertThat(waiter.title()).isEqualTo("dump → s2 waits for Ack_receiver::m_mutex");
        assertThat(String.join("\n", waiter.lines())).contains("for 2.00 s", "held by Ack receiver", "barged past 2,");
    }
}
