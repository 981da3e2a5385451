package dev.lockstep.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void writesDurationsInTheUnitThatFits() {
        assertThat(Figures.duration(20_000)).isEqualTo("20 µs");
        assertThat(Figures.duration(1_100_000)).isEqualTo("1.1 ms");
        assertThat(Figures.duration(21_400_000_000L)).isEqualTo("21.4 s");
        assertThat(Figures.duration(185_000_000_000L)).isEqualTo("3 min 5 s");
    }

    @Test
    void groupsNumbersAndLeavesOtherTextsAlone() {
        assertThat(Figures.groupedIfNumber("26311")).isEqualTo("26,311");
        assertThat(Figures.groupedIfNumber("bin.000003")).isEqualTo("bin.000003");
        assertThat(Figures.groupedIfNumber("-1234567")).isEqualTo("-1,234,567");
        assertThat(Figures.groupedIfNumber("999")).isEqualTo("999");
        assertThat(Figures.groupedIfNumber("12345678901234567890")).as("more than a number holds")
                .isEqualTo("12345678901234567890");
        assertThat(Figures.grouped(-123)).isEqualTo("-123");
        assertThat(Figures.grouped(Long.MIN_VALUE)).isEqualTo("-9,223,372,036,854,775,808");
        assertThat(Figures.change(-1)).isEqualTo("−1");
        assertThat(Figures.change(0)).isEmpty();
    }

    @Test
    void writesTimesOfTheRecording() {
        assertThat(Figures.clock(62_418_000_000L)).isEqualTo("01:02.418");
        assertThat(Figures.shortClock(62_418_000_000L)).isEqualTo("01:02");
    }
}
