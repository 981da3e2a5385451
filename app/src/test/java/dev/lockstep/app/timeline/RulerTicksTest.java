package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulerTicksTest {
    @ParameterizedTest
    @CsvSource({"1000, 200 ns", "12000000, 2 ms", "300000, 50 µs", "6000000000, 1 s", "2000000000, 0.5 s",
            "300000000000, 1:00 min", "600000000000, 2:00 min"})
    void stepsAreRoundAndInAUnitThatSuits(long span, String second) {
        RulerTicks ticks = RulerTicks.of(new TimeWindow(5, span), 640, 84);
        assertThat(ticks.ticks().get(0).nanos()).isEqualTo(5);
        assertThat(ticks.ticks().get(1).label()).isEqualTo(second);
    }

    @Test
    void ticksNeverComeCloserThanAsked() {
        for (long span = TimeWindow.SHORTEST_NANOS; span < TimeWindow.LONGEST_NANOS; span = span * 13 / 10) {
            RulerTicks ticks = RulerTicks.of(new TimeWindow(0, span), 640, 84);
            assertThat(ticks.stepNanos() * 640.0 / span).as("span %d", span).isGreaterThanOrEqualTo(83.9);
            assertThat(ticks.ticks()).as("span %d", span).hasSizeBetween(2, 9);
        }
    }
}
