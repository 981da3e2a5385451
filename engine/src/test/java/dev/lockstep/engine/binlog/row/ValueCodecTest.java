package dev.lockstep.engine.binlog.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values whose bytes the MySQL internals manual gives or that follow from its rules, digit by digit. */
class ValueCodecTest {
    private static final int UTF8 = 45;
    private static final int LATIN1 = 8;
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    static Stream<Arguments> values() {
        return Stream.of(arguments(ColumnSpec.tinyInt("c"), -2L, "fe"),
                arguments(ColumnSpec.tinyInt("c").asUnsigned(), 254L, "fe"),
                arguments(ColumnSpec.smallInt("c"), -2L, "feff"),
                arguments(ColumnSpec.mediumInt("c"), -8_388_608L, "000080"),
                arguments(ColumnSpec.mediumInt("c").asUnsigned(), 8_388_608L, "000080"),
                arguments(ColumnSpec.integer("c"), 0x01020304L, "04030201"),
                arguments(ColumnSpec.bigInt("c"), -1L, "ffffffffffffffff"),
                arguments(ColumnSpec.bigInt("c").asUnsigned(), new BigInteger("18446744073709551615"),
                        "ffffffffffffffff"),
                arguments(ColumnSpec.floating("c"), 1.5f, "0000c03f"),
                arguments(ColumnSpec.doubled("c"), -2.0, "00000000000000c0"),
                arguments(ColumnSpec.decimal("c", 14, 4), new BigDecimal("1234567890.1234"), "810dfb38d204d2"),
                arguments(ColumnSpec.decimal("c", 14, 4), new BigDecimal("-1234567890.1234"), "7ef204c72dfb2d"),
                arguments(ColumnSpec.decimal("c", 3, 3), new BigDecimal("-0.123"), "7f84"),
                arguments(ColumnSpec.decimal("c", 9, 0), new BigDecimal("-999999999"), "44653600"),
                arguments(ColumnSpec.bit("c", 9), 0x101L, "0101"),
                arguments(ColumnSpec.bit("c", 64), -1L, "ff".repeat(8)),
                arguments(ColumnSpec.year("c"), 2024L, "7c"), arguments(ColumnSpec.year("c"), 0L, "00"),
                arguments(ColumnSpec.date("c"), LocalDate.of(2024, 2, 29), "5dd00f"),
                arguments(ColumnSpec.date("c"), "2024-00-00", "00d00f"),
                arguments(ColumnSpec.date("c"), "0000-00-00", "000000"),
                arguments(ColumnSpec.time("c", 0), Duration.ofHours(1).plusMinutes(2).plusSeconds(3), "801083"),
                arguments(ColumnSpec.time("c", 0), Duration.ofSeconds(-1), "7fffff"),
                arguments(ColumnSpec.time("c", 2), Duration.ofMillis(-10), "7fffffff"),
                arguments(ColumnSpec.time("c", 4), Duration.ofMillis(-1), "7ffffffff6"),
                arguments(ColumnSpec.time("c", 6), Duration.ofNanos(-1_000), "7fffffffffff"),
                arguments(ColumnSpec.dateTime("c", 0), LocalDateTime.of(2010, 10, 17, 19, 27, 30), "99872336de"),
                arguments(ColumnSpec.dateTime("c", 6), LocalDateTime.of(2010, 10, 17, 19, 27, 30, 123_456_000),
                        "99872336de01e240"),
                arguments(ColumnSpec.dateTime("c", 1), LocalDateTime.of(2010, 10, 17, 19, 27, 30, 100_000_000),
                        "99872336de0a"),
                arguments(ColumnSpec.dateTime("c", 0), "0000-00-00 00:00:00", "8000000000"),
                arguments(ColumnSpec.timestamp("c", 0), Instant.ofEpochSecond(0x01020304), "01020304"),
                arguments(ColumnSpec.timestamp("c", 3), Instant.ofEpochSecond(1, 125_000_000), "0000000104e2"),
                arguments(ColumnSpec.varchar("c", 10, UTF8), "é", "02c3a9"),
                arguments(ColumnSpec.varchar("c", 10, LATIN1), "é", "01e9"),
                arguments(ColumnSpec.varchar("c", 64, UTF8), "a", "010061"),
                arguments(ColumnSpec.character("c", 3, LATIN1), "a", "0161"),
                arguments(ColumnSpec.text("c", 1, UTF8), "ab", "026162"),
                arguments(ColumnSpec.text("c", 4, UTF8), "ab", "020000006162"),
                arguments(ColumnSpec.blob("c", 2), new byte[]{1, 2}, "02000102"),
                arguments(ColumnSpec.binary("c", 3), new byte[]{1, 0, 0}, "0101"),
                arguments(ColumnSpec.varbinary("c", 3), new byte[]{1, 0}, "020100"),
                arguments(ColumnSpec.json("c"), new byte[]{4, 0}, "020000000400"),
                arguments(ColumnSpec.enumeration("c", COLOURS), "blue", "03"),
                arguments(ColumnSpec.enumeration("c", COLOURS), "", "00"),
                arguments(ColumnSpec.set("c", COLOURS), "red,blue", "05"),
                arguments(ColumnSpec.set("c", COLOURS), "", "00"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void hasTheDocumentedBytes(ColumnSpec column, Object value, String hex) {
        ByteWriter out = new ByteWriter();
        ValueCodec.write(out, column, value);
        assertThat(HexFormat.of().formatHex(out.toBytes())).isEqualTo(hex);

        ByteReader in = new ByteReader(HexFormat.of().parseHex(hex));
        assertThat(ValueCodec.read(in, column)).isEqualTo(value);
        assertThat(in.atEnd()).isTrue();
    }

    static Stream<Arguments> convenient() {
        return Stream.of(arguments(ColumnSpec.integer("c"), 5, 5L), arguments(ColumnSpec.integer("c"), true, 1L),
                arguments(ColumnSpec.bigInt("c").asUnsigned(), 5L, BigInteger.valueOf(5)),
                arguments(ColumnSpec.decimal("c", 5, 2), 1.5, new BigDecimal("1.50")),
                arguments(ColumnSpec.decimal("c", 5, 2), new BigDecimal("1.005"), new BigDecimal("1.01")),
                arguments(ColumnSpec.decimal("c", 5, 2), 7L, new BigDecimal("7.00")),
                arguments(ColumnSpec.time("c", 0), LocalTime.of(1, 2), Duration.ofMinutes(62)),
                arguments(ColumnSpec.time("c", 0), Duration.ofMillis(1_999), Duration.ofSeconds(1)),
                arguments(ColumnSpec.dateTime("c", 1), "2024-01-02 03:04:05.67",
                        LocalDateTime.of(2024, 1, 2, 3, 4, 5, 600_000_000)),
                arguments(ColumnSpec.character("c", 5, UTF8), "ab  ", "ab"),
                arguments(ColumnSpec.bit("c", 8), new byte[]{5}, 5L),
                arguments(ColumnSpec.enumeration("c", COLOURS), 2, "green"),
                arguments(ColumnSpec.date("c"), LocalDateTime.of(2024, 1, 2, 3, 4), LocalDate.of(2024, 1, 2)));
    }

    @ParameterizedTest
    @MethodSource("convenient")
    void takesWhatJdbcGives(ColumnSpec column, Object value, Object stored) {
        ByteWriter out = new ByteWriter();
        ValueCodec.write(out, column, value);
        assertThat(ValueCodec.read(new ByteReader(out.toBytes()), column)).isEqualTo(stored);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(arguments(ColumnSpec.tinyInt("c"), 128L), arguments(ColumnSpec.tinyInt("c"), "1"),
                arguments(ColumnSpec.tinyInt("c").asUnsigned(), -1L), arguments(ColumnSpec.bigInt("c"),
                        new BigInteger("9223372036854775808")),
                arguments(ColumnSpec.decimal("c", 3, 1), new BigDecimal("99.95")),
                arguments(ColumnSpec.bit("c", 3), 8L),
                arguments(ColumnSpec.year("c"), 1900L), arguments(ColumnSpec.time("c", 0), Duration.ofHours(839)),
                arguments(ColumnSpec.dateTime("c", 0), "2024-13-01 00:00:00"),
                arguments(ColumnSpec.dateTime("c", 0), "yesterday"), arguments(ColumnSpec.timestamp("c", 0),
                        Instant.ofEpochSecond(-1)),
                arguments(ColumnSpec.varchar("c", 2, LATIN1), "abc"), arguments(ColumnSpec.blob("c", 1), new byte[256]),
                arguments(ColumnSpec.json("c"), "{}"), arguments(ColumnSpec.enumeration("c", COLOURS), "pink"),
                arguments(ColumnSpec.set("c", COLOURS), "red,pink"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void refusesAValueThatDoesNotFit(ColumnSpec column, Object value) {
        assertThatThrownBy(() -> ValueCodec.write(new ByteWriter(), column, value))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("column 'c' (" + column.type());
    }

    static Stream<Arguments> malformed() {
        return Stream.of(arguments(ColumnSpec.integer("c"), "010203"),
                arguments(ColumnSpec.varchar("c", 10, UTF8), "ff61"),
                arguments(ColumnSpec.text("c", 4, UTF8), "ffffffff61"),
                arguments(ColumnSpec.decimal("c", 9, 0), "ffffffff"),
                arguments(ColumnSpec.enumeration("c", COLOURS), "04"),
                arguments(ColumnSpec.set("c", COLOURS), "08"), arguments(ColumnSpec.dateTime("c", 0), "0000000000"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesMalformedBytes(ColumnSpec column, String hex) {
        ByteReader in = new ByteReader(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> ValueCodec.read(in, column)).isInstanceOf(MalformedBytesException.class);
    }
}
