package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    private static final int LENGTH = 4_000;

    /** A line of time on which each nanosecond is covered or not, and the same as intervals. */
    private static final class Sample {
        private final boolean[] covered;
        private final Intervals intervals;

        Sample(boolean[] covered, Intervals intervals) {
            this.covered = covered;
            this.intervals = intervals;
        }

        Intervals intervals() {
            return intervals;
        }

        boolean[] covered() {
            return covered;
        }

        static Sample random(long seed) {
            Random random = new Random(seed);
            boolean[] covered = new boolean[LENGTH];
            Intervals intervals = new Intervals();
            int at = random.nextInt(20);
            while (at < LENGTH - 100) {
                int end = at + 1 + random.nextInt(60);
                intervals.open(at, at % 7, 0);
                intervals.close(end);
                java.util.Arrays.fill(covered, at, end, true);
                at = end + 1 + random.nextInt(40);
            }
            intervals.open(LENGTH - 20, 3, 0);
            java.util.Arrays.fill(covered, LENGTH - 20, LENGTH, true);
            return new Sample(covered, intervals);
        }

        long counted(int to) {
            long count = 0;
            for (int i = 0; i < to; i++) {
                count += covered[i] ? 1 : 0;
            }
            return count;
        }
    }

    @Test
    void coverageIsWhatCountingGives() {
        for (long seed = 0; seed < 40; seed++) {
            Sample sample = Sample.random(seed);
            for (int t = 0; t < LENGTH; t += 13) {
                assertThat(sample.intervals().coveredUpTo(t, LENGTH)).as("seed %d at %d", seed, t)
                        .isEqualTo(sample.counted(t));
                assertThat(sample.intervals().at(t) >= 0).isEqualTo(sample.covered()[t]);
            }
        }
    }

    @Test
    void countingOnwardFindsTheSameAsCounting() {
        Intervals intervals = Sample.random(1).intervals();
        int count = 0;
        for (int t = 0; t < LENGTH; t += 29) {
            count = intervals.countOnward(t, count);
            assertThat(count).isEqualTo(intervals.countBefore(t, 0, intervals.size()));
        }
    }

    @Test
    void columnsHoldTheSharesOfWhatTheyShow() {
        Sample sample = Sample.random(5);
        Coverage coverage = new Coverage();
        coverage.compute(sample.intervals(), new TimeWindow(1_000, 2_000), 20, LENGTH);
        for (int column = 0; column < 20; column++) {
            long expected = sample.counted(1_100 + column * 100) - sample.counted(1_000 + column * 100);
            assertThat(coverage.share(column)).as("column %d", column).isEqualTo(expected / 100f);
        }
    }

    @Test
    void theOpenSpanReachesToTheHorizonAndNotBeyond() {
        Intervals intervals = new Intervals();
        intervals.open(100, 0, 0);
        assertThat(intervals.coveredUpTo(1_000, 400)).isEqualTo(300);
        assertThat(intervals.end(0, 400)).isEqualTo(400);
        assertThat(intervals.at(99)).isEqualTo(-1);
        assertThat(intervals.at(100)).isZero();
    }

    @Test
    void forgettingTheBeginningKeepsTheRest() {
        Intervals intervals = new Intervals();
        for (int i = 0; i < 10_000; i++) {
            intervals.open(i * 10L, 0, 0);
            intervals.close(i * 10L + 4);
        }
        long before = intervals.coveredUpTo(100_000, 100_000) - intervals.coveredUpTo(80_000, 100_000);
        intervals.dropBefore(70_000);
        assertThat(intervals.size()).isEqualTo(3_000);
        assertThat(intervals.coveredUpTo(100_000, 100_000) - intervals.coveredUpTo(80_000, 100_000)).isEqualTo(before);
    }

    @Test
    void aCloseWithoutItsOpeningIsLeftOut() {
        Intervals intervals = new Intervals();
        intervals.close(50);
        assertThat(intervals.size()).isZero();
    }
}
