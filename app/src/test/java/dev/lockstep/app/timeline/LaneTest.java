package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceLog;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final TraceLog log = new TraceLog(4, 4);
    private final LockName lock = log.lock("m", "L");
    private final LockName other = log.lock("m", "other");
    private final ThreadTrack track = log.thread("m", "t", 0);

    private Lane read() {
        Lane lane = new Lane(track, lock.id());
        lane.advance(Integer.MAX_VALUE / 2);
        return lane;
    }

    @Test
    void aWaitBeginsWhenTheLockWasAskedForAndEndsWithAHandOver() {
        track.record(LockOp.REQUESTED, lock.id(), 0, 7, 100);
        track.record(LockOp.WAITING, lock.id(), 9, 7, 110);
        track.record(LockOp.WAITING, lock.id(), 9, 7, 300);
        track.record(LockOp.ACQUIRED, lock.id(), 0, 7, 500);
        track.record(LockOp.RELEASED, lock.id(), 0, 7, 600);
        Lane lane = read();
        assertThat(lane.waiting.size()).isEqualTo(1);
        assertThat(lane.waiting.start(0)).isEqualTo(100);
        assertThat(lane.waiting.end(0, 0)).isEqualTo(500);
        assertThat(lane.waiting.tag(0)).isEqualTo(7);
        assertThat(lane.handOvers.count(0, 1_000)).isEqualTo(1);
        assertThat(lane.held.coveredUpTo(1_000, 1_000)).isEqualTo(100);
    }

    @Test
    void aLockThatIsFreeAtOnceIsNoHandOver() {
        track.record(LockOp.ACQUIRED, lock.id(), 0, 7, 100);
        track.record(LockOp.RELEASED, lock.id(), 0, 7, 200);
        assertThat(read().handOvers.count(0, 1_000)).isZero();
    }

    @Test
    void bargingIsCountedForTheWaiterThatWasPassed() {
        for (int i = 0; i < 10; i++) {
            track.record(LockOp.BARGED, lock.id(), i % 2 == 0 ? 5 : 6, 0, 100 + i * 10);
            track.record(LockOp.ACQUIRED, lock.id(), 0, 0, 100 + i * 10);
            track.record(LockOp.RELEASED, lock.id(), 5, 0, 105 + i * 10);
        }
        Lane lane = read();
        assertThat(lane.barges.count(0, 1_000)).isEqualTo(10);
        assertThat(lane.bargesPast(5, 120, 1_000)).isEqualTo(4);
        assertThat(lane.bargesPast(8, 0, 1_000)).isZero();
    }

    @Test
    void otherLocksAreHeldUntilTheLastOfThemIsGivenBack() {
        track.record(LockOp.ACQUIRED, other.id(), 0, 1, 100);
        track.record(LockOp.ACQUIRED, other.id() + 1, 0, 1, 120);
        track.record(LockOp.RELEASED, other.id(), 0, 1, 140);
        track.record(LockOp.RELEASED, other.id() + 1, 0, 1, 180);
        Lane lane = read();
        assertThat(lane.otherHeld.size()).isEqualTo(1);
        assertThat(lane.otherHeld.coveredUpTo(1_000, 1_000)).isEqualTo(80);
        assertThat(lane.usesLock()).isFalse();
    }

    @Test
    void theOutermostActivityIsShown() {
        track.record(LockOp.BEGAN, Activity.ACK_WAIT.ordinal(), 0, 0, 100);
        track.record(LockOp.BEGAN, Activity.WAITING.ordinal(), 0, 0, 110);
        track.record(LockOp.ENDED, Activity.WAITING.ordinal(), 0, 0, 190);
        track.record(LockOp.ENDED, Activity.ACK_WAIT.ordinal(), 0, 0, 200);
        Lane lane = read();
        assertThat(lane.idle.size()).isEqualTo(1);
        assertThat(lane.idle.coveredUpTo(1_000, 1_000)).isEqualTo(100);
        assertThat(lane.idle.tag(0)).isEqualTo(Activity.ACK_WAIT.ordinal());
    }

    @Test
    void rowsThatWereDroppedBeforeTheyWereReadDoNoHarm() {
        for (int i = 0; i < 20_000; i++) {
            track.record(i % 2 == 0 ? LockOp.ACQUIRED : LockOp.RELEASED, lock.id(), 0, 0, 1_000 + i * 10L);
        }
        assertThat(track.begin()).isPositive();
        Lane lane = read();
        assertThat(lane.held.size()).isBetween(1, 2_049);
        assertThat(lane.held.coveredUpTo(300_000, 300_000)).isEqualTo(lane.held.size() * 10L);
    }

    @Test
    void aThreadThatEndsHoldsNothingAnyMore() {
        track.record(LockOp.ACQUIRED, lock.id(), 0, 0, 100);
        track.ended(250);
        assertThat(read().held.coveredUpTo(1_000, 1_000)).isEqualTo(150);
    }

    @Test
    void aBudgetIsKeptAndTheRestReadLater() {
        for (int i = 0; i < 100; i++) {
            track.record(LockOp.ACQUIRED, lock.id(), 0, 0, i * 10L);
            track.record(LockOp.RELEASED, lock.id(), 0, 0, i * 10L + 5);
        }
        Lane lane = new Lane(track, lock.id());
        assertThat(lane.advance(50)).isEqualTo(50);
        assertThat(lane.held.size()).isEqualTo(25);
        lane.advance(1_000);
        assertThat(lane.held.size()).isEqualTo(100);
    }
}
