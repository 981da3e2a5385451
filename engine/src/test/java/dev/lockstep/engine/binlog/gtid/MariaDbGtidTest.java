package dev.lockstep.engine.binlog.gtid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbGtidTest {
    @Test
    void printsWhatItReads() {
        assertThat(MariaDbGtid.parse("4294967295-2-18446744073709551615"))
                .isEqualTo(new MariaDbGtid(0xffff_ffffL, 2, -1))
                .hasToString("4294967295-2-18446744073709551615");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-2", "1-2-3-4", "4294967296-1-1", "1-4294967296-1", "1-1-18446744073709551616",
            "a-1-1"})
    void refusesWhatIsNoGtid(String text) {
        assertThatThrownBy(() -> MariaDbGtid.parse(text)).isInstanceOf(GtidFormatException.class);
    }

    @Test
    void positionHoldsTheLastOfEachDomain() {
        MariaDbGtidPosition position = MariaDbGtidPosition.parse("1-2-30, 0-1-100").plus(MariaDbGtid.parse("0-3-101"));

        assertThat(position).hasToString("0-3-101,1-2-30");
        assertThat(position.last(1)).contains(new MariaDbGtid(1, 2, 30));
        assertThat(position.last(7)).isEmpty();
        assertThat(MariaDbGtidPosition.of(List.of(new MariaDbGtid(0, 1, 1), new MariaDbGtid(0, 2, 5))))
                .hasToString("0-2-5");
        assertThat(MariaDbGtidPosition.parse(" ")).isEqualTo(MariaDbGtidPosition.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-1-1,", "0-1-1,0-2-2", ",", "x"})
    void refusesWhatIsNoPosition(String text) {
        assertThatThrownBy(() -> MariaDbGtidPosition.parse(text)).isInstanceOf(GtidFormatException.class);
    }
}
