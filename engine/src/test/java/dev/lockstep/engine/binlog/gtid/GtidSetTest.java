package dev.lockstep.engine.binlog.gtid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTest {
    private static final UUID A = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");
    private static final UUID B = UUID.fromString("f1020304-0506-0708-090a-0b0c0d0e0f10");

    @Test
    void printsAsTheServerDoes() {
        GtidSet set = GtidSet.parse(B + ":3, " + A + ":7:1-4:5");

        assertThat(set).hasToString(A + ":1-5:7,\n" + B + ":3");
        assertThat(GtidSet.parse(set.toString())).isEqualTo(set);
        assertThat(GtidSet.EMPTY).hasToString("");
    }

    @Test
    void readsLetterCaseAndUuidsWithoutDashes() {
        assertThat(GtidSet.parse(B.toString().toUpperCase(java.util.Locale.ROOT).replace("-", "") + ":1"))
                .isEqualTo(GtidSet.of(new Gtid(B, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "01020304-0506-0708-090a-0b0c0d0e0f10", "01020304-0506-0708-090a-0b0c0d0e0f10:0",
            "01020304-0506-0708-090a-0b0c0d0e0f10:1-", "01020304-0506-0708-090a-0b0c0d0e0f10:9223372036854775808",
            "01020304-0506-0708-090a-0b0c0d0e0f10:1-9223372036854775807",
            "01020304-0506-0708-090a-0b0c0d0e0f:1", "01020304-0506-0708-090a-0b0c0d0e0f10:-1"})
    void refusesWhatIsNoSet(String text) {
        assertThatThrownBy(() -> GtidSet.parse(text)).isInstanceOf(GtidFormatException.class)
                .hasMessageContaining("is not");
    }

    @Test
    void anIntervalThatEndsBeforeItBeginsIsEmpty() {
        assertThat(GtidSet.parse(A + ":5-3").isEmpty()).isTrue();
    }

    @Test
    void findsWhatAServerWouldCommitNext() {
        assertThat(GtidSet.EMPTY.nextFree(A)).isEqualTo(1);
        assertThat(GtidSet.parse(A + ":1-5:7").nextFree(A)).isEqualTo(6);
        assertThat(GtidSet.parse(A + ":2-5").nextFree(A)).isEqualTo(1);
        assertThat(GtidSet.parse(A + ":1-5:7").last(A)).isEqualTo(7);
        assertThat(GtidSet.EMPTY.last(A)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100000000000000", "ffffffffffffffff",
            "0100000000000000 0102030405060708090a0b0c0d0e0f10 ffffffffffffff7f",
            "0100000000000000 0102030405060708090a0b0c0d0e0f10 0100000000000000 0000000000000000 0100000000000000",
            "0100000000000000 0102030405060708090a0b0c0d0e0f10 0100000000000000 0200000000000000 0200000000000000",
            "0100000000000000 0102030405060708090a0b0c0d0e0f10 0200000000000000 0100000000000000 0500000000000000"
                    + "0400000000000000 0600000000000000"})
    void refusesMalformedBytes(String hex) {
        ByteReader in = new ByteReader(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThatThrownBy(() -> GtidSet.read(in)).isInstanceOf(MalformedBytesException.class);
    }

    /** Against sets of numbers, over random intervals. */
    @Test
    void calculatesLikeSetsOfNumbers() {
        Random random = new Random(89370);
        for (int i = 0; i < 500; i++) {
            Set<Long> one = numbers(random);
            Set<Long> other = numbers(random);
            Set<Long> both = new TreeSet<>(one);
            both.addAll(other);
            Set<Long> difference = new TreeSet<>(one);
            difference.removeAll(other);

            assertThat(set(one).union(set(other))).isEqualTo(set(both));
            assertThat(set(one).subtract(set(other))).isEqualTo(set(difference));
            assertThat(set(one).contains(set(other))).isEqualTo(one.containsAll(other));
            assertThat(set(both).size()).isEqualTo(both.size());
            for (long number = 1; number < 30; number++) {
                assertThat(set(one).contains(new Gtid(A, number))).isEqualTo(one.contains(number));
            }
            assertThat(GtidSet.read(new ByteReader(set(both).toBytes()))).isEqualTo(set(both));
            assertThat(GtidSet.parse(set(both).toString())).isEqualTo(set(both));
        }
    }

    private static Set<Long> numbers(Random random) {
        Set<Long> numbers = new TreeSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            long start = 1L + random.nextInt(20);
            for (long number = start; number < start + random.nextInt(8); number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static GtidSet set(Set<Long> numbers) {
        GtidSet set = GtidSet.EMPTY;
        for (long number : numbers) {
            set = set.plus(new Gtid(A, number)).plus(new Gtid(B, number + 1));
        }
        return set.subtract(GtidSet.parse(B + ":1-1000"));
    }
}
