package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecentLatencyTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void forgetsWhatIsOld() {
        RecentLatency latency = new RecentLatency();
        latency.record(10 * SECOND, 5_000);
        latency.record(11 * SECOND, 100);
        assertThat(latency.recent(11 * SECOND).getTotalCount()).isEqualTo(2);
        latency.record(12 * SECOND + 1, 100);
        latency.record(14 * SECOND + 2, 100);
        Histogram recent = latency.recent(14 * SECOND + 3);
        assertThat(recent.getTotalCount()).isEqualTo(2);
        assertThat(recent.getMaxValue()).isLessThan(1_000);
        assertThat(latency.recent(60 * SECOND).getTotalCount()).isZero();
    }
}
