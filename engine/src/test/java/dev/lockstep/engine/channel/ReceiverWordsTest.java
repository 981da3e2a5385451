package dev.lockstep.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as MySQL 8.0.33 has them in SHOW REPLICA STATUS, seen there but for 1623 and 1153, which are from its list of messages. */
class ReceiverWordsTest {
    @ParameterizedTest
    @CsvSource({"1236, 13114", "1743, 13115", "1593, 13117", "1623, 13118", "1590, 13119", "1597, 13120", "1594, 13121",
            "1595, 13122", "1153, 13125", "1677, 13146", "1032, 1032", "1062, 1062", "1045, 1045", "2003, 2003"})
    void mySql80HasNumbersOfTheErrorLogForItsOwnErrors(int before, int since) {
        assertThat(new ReceiverWords(Profiles.MYSQL_8_0).errno(before)).isEqualTo(since);
        assertThat(new ReceiverWords(Profiles.MYSQL_5_7_23).errno(before)).isEqualTo(before);
        assertThat(new ReceiverWords(Profiles.MARIADB_11_8).errno(before)).isEqualTo(before);
    }

    @Test
    void theErrorLogOfMySql80WritesSixDigits() {
        assertThat(new ReceiverWords(Profiles.MYSQL_8_0).logged(1032)).isEqualTo("MY-001032");
        assertThat(new ReceiverWords(Profiles.MYSQL_8_0).logged(1594)).isEqualTo("MY-013121");
        assertThat(new ReceiverWords(Profiles.MYSQL_5_7_23).logged(1594)).isEqualTo("1594");
    }
}
