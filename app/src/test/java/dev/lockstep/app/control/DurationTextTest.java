package dev.lockstep.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"0, 0 ns", "999, 999 ns", "1000, 1.00 µs", "850000, 850 µs", "999999, 1.00 ms", "9020000, 9.02 ms",
            "12400000, 12.4 ms", "999960000, 1.00 s", "21400000000, 21.4 s", "59970000000, 1 min 00 s",
            "125000000000, 2 min 05 s", "3600000000000, 1 h 00 min", "-9020000, −9.02 ms"})
    void threeFiguresAndAUnitThatSuits(long nanos, String text) {
        assertThat(DurationText.of(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"10000, 10 s", "1500, 1.5 s", "250, 250 ms", "60000, 1 min 00 s"})
    void settingsHaveNoFiguresThatSayNothing(long millis, String text) {
        assertThat(DurationText.ofMillis(millis)).isEqualTo(text);
    }
}
