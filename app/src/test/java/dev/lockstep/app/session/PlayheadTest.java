package dev.lockstep.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlayheadTest {
    private final Playhead playhead = new Playhead();

    @Test
    void followsTheLabWhileLive() {
        playhead.advance(500, 10);
        assertThat(playhead.nanos()).isEqualTo(500);
    }

    @Test
    void standsWhilePausedAlthoughTheLabRunsOn() {
        playhead.advance(500, 10);
        playhead.pause();
        playhead.advance(900, 10);
        assertThat(playhead.nanos()).isEqualTo(500);
        assertThat(playhead.endNanos()).isEqualTo(900);
    }

    @Test
    void replaysAtItsOwnSpeedUntilItHasCaughtUp() {
        playhead.advance(1_000, 0);
        playhead.seek(100);
        playhead.setSpeed(0.5);
        playhead.resume();
        playhead.advance(1_000, 200);
        assertThat(playhead.nanos()).isEqualTo(200);
        assertThat(playhead.getMode()).isEqualTo(Playhead.Mode.REPLAYING);
        playhead.advance(1_000, 5_000);
        assertThat(playhead.getMode()).isEqualTo(Playhead.Mode.LIVE);
        assertThat(playhead.nanos()).isEqualTo(1_000);
    }

    @Test
    void doesNotSeekBeyondTheRecording() {
        playhead.advance(1_000, 0);
        playhead.seek(5_000);
        assertThat(playhead.nanos()).isEqualTo(1_000);
        playhead.seek(-5);
        assertThat(playhead.nanos()).isZero();
    }
}
