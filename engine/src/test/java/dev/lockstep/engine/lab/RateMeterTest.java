package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long MILLI = 1_000_000;

    private final RateMeter meter = new RateMeter();

    @Test
    void countsTheLastSecond() {
        for (int i = 0; i < 3000; i++) {
            meter.record(i * MILLI);
        }
        assertThat(meter.perSecond(3000 * MILLI)).isEqualTo(1000);
        assertThat(meter.perSecond(3500 * MILLI)).isEqualTo(500);
        assertThat(meter.perSecond(9000 * MILLI)).isZero();
    }
}
