package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeWindowTest {
    @Test
    void zoomingKeepsTheInstantUnderTheMouse() {
        TimeWindow window = new TimeWindow(1_000_000, 12_000_000);
        TimeScale before = new TimeScale(window, 120, 600);
        long instant = before.nanos(300);
        TimeScale after = new TimeScale(window.zoomed(0.37, instant), 120, 600);
        assertThat(after.x(instant)).isBetween(299.5, 300.5);
    }

    @Test
    void theSpanStaysBetweenAMicrosecondAndTenMinutes() {
        TimeWindow window = new TimeWindow(0, 1_000_000);
        assertThat(window.zoomed(1e-9, 500).spanNanos()).isEqualTo(TimeWindow.SHORTEST_NANOS);
        assertThat(window.zoomed(1e9, 500).spanNanos()).isEqualTo(TimeWindow.LONGEST_NANOS);
    }

    @Test
    void aWindowThatEndsSomewhereEndsThere() {
        assertThat(TimeWindow.endingAt(5_000_000, 10).endNanos()).isEqualTo(5_000_000);
    }
}
