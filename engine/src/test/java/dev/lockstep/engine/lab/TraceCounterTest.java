package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import org.junit.jupiter.api.Test;

class TraceCounterTest {
    private final TraceLog trace = new TraceLog();

    private void mark(long nanos, String text) {
        trace.emit(new TraceEvent.Marked(nanos, TraceEvent.LAB, text));
    }

    private TraceCounter counterSince(long nanos) {
        return new TraceCounter(trace, event -> event instanceof TraceEvent.Marked mark && mark.text().equals("x"),
                nanos);
    }

    @Test
    void countsFromItsStartToTheGivenTimeAndEachEventOnce() {
        mark(10, "x");
        TraceCounter counter = counterSince(20);
        mark(20, "x");
        mark(25, "other");
        mark(30, "x");
        mark(40, "x");
        assertThat(counter.countUntil(29)).isEqualTo(1);
        assertThat(counter.countUntil(30)).isEqualTo(2);
        assertThat(counter.countUntil(30)).isEqualTo(2);
        assertThat(counter.countUntil(100)).isEqualTo(3);
        assertThat(counter.firstAfterNanos()).isZero();
    }

    @Test
    void takesInWhatComesLater() {
        TraceCounter counter = counterSince(0);
        assertThat(counter.countUntil(50)).isZero();
        assertThat(counter.firstAfterNanos()).isEqualTo(-1);
        for (int i = 0; i < 10_000; i++) {
            mark(60 + i, "x");
        }
        assertThat(counter.countUntil(20_000)).isEqualTo(10_000);
        assertThat(counter.firstAfterNanos()).isEqualTo(60);
    }
}
