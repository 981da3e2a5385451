package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.StatementParameters.Signedness;
import dev.lockstep.engine.wire.StatementParameters.BoundType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryProtocolTest {
    private static final HexFormat HEX = HexFormat.of();

    private static ColumnDefinition column(ColumnType type, int flags) {
        return new ColumnDefinition("", "", "", "c", "", Collations.BINARY, 20, type, flags, 0);
    }

    @ParameterizedTest
    @CsvSource({"TINY, 0, -128, 80", "TINY, 32, 200, c8", "SHORT, 0, -2, feff", "YEAR, 32, 2026, ea07",
            "LONG, 0, -2147483648, 00000080", "LONG, 32, 4294967295, ffffffff", "INT24, 0, -5, fbffffff",
            "LONGLONG, 0, -9223372036854775808, 0000000000000080",
            "LONGLONG, 32, 18446744073709551614, feffffffffffffff", "FLOAT, 0, 1.5, 0000c03f",
            "FLOAT, 0, 10, 00002041", "DOUBLE, 0, -0.25, 000000000000d0bf", "NEWDECIMAL, 0, 12.340, 0631322e333430",
            "VAR_STRING, 0, ab, 026162", "BLOB, 128, xyz, 0378797a", "JSON, 0, {}, 027b7d",
            "DATE, 0, 2026-11-21, 04ea070b15", "DATE, 0, 0000-00-00, 0400000000",
            "DATETIME, 0, 2026-11-21 01:02:03, 07ea070b15010203",
            "TIMESTAMP, 0, 2026-11-21 01:02:03.000045, 0bea070b150102032d000000",
            "TIME, 0, -49:30:01, 080102000000011e01", "TIME, 0, 00:00:01.500000, 0c00000000000000" + "0120a10700"})
    void writesAndReadsEveryType(ColumnType type, int flags, String text, String hex) {
        List<ColumnDefinition> columns = List.of(column(type, flags));
        byte[] payload = BinaryRow.encode(columns, ResultRow.of(text));
        assertThat(HEX.formatHex(payload)).isEqualTo("0000" + hex);
        assertThat(BinaryRow.decode(payload, columns)).isEqualTo(ResultRow.of(text));
    }

    @Test
    void marksNullsFromTheThirdBitOn() {
        List<ColumnDefinition> columns = Collections.nCopies(9, column(ColumnType.TINY, 0));
        ResultRow row = ResultRow.of(null, "1", "2", "3", "4", "5", null, "7", null);
        byte[] payload = BinaryRow.encode(columns, row);
        assertThat(HEX.formatHex(payload)).isEqualTo("00" + "0405" + "010203040507");
        assertThat(BinaryRow.decode(payload, columns)).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource({"LONG, abc", "DATE, today", "TIME, 1", "DOUBLE, x"})
    void refusesTextThatIsNoValueOfItsType(ColumnType type, String text) {
        assertThatThrownBy(() -> BinaryRow.encode(List.of(column(type, 0)), ResultRow.of(text))).isInstanceOf(
                IllegalArgumentException.class);
    }

    private static List<BoundType> types(ColumnType... columnTypes) {
        List<BoundType> types = new ArrayList<>();
        for (ColumnType type : columnTypes) {
            types.add(new BoundType(type, Signedness.SIGNED));
        }
        return types;
    }

    @Test
    void readsParametersBoundByAClient() {
        // NULL bitmap (second of four), new types: BIGINT unsigned, NULL, VARCHAR, TINY
        Blob body = Blob.of(HEX.parseHex("02" + "01" + "0880" + "0600" + "fd00" + "0100" + "ffffffffffffffff"
                + "03616263" + "ff"));
        StatementParameters parameters = StatementParameters.decode(body, 4, List.of(), Map.of());
        assertThat(parameters.values()).containsExactly(new ParameterValue.IntegerValue(new BigInteger(
                "18446744073709551615")), new ParameterValue.Null(),
                new ParameterValue.TextValue(ColumnType.VAR_STRING, Blob.of(new byte[]{'a', 'b', 'c'})),
                new ParameterValue.IntegerValue(BigInteger.valueOf(-1)));
        assertThat(parameters.values().get(2).asText()).isEqualTo("abc");
    }

    @Test
    void remembersTypesAndTakesLongData() {
        List<BoundType> bound = types(ColumnType.LONG, ColumnType.BLOB);
        Blob body = Blob.of(HEX.parseHex("00" + "00" + "2a000000"));
        Blob data = Blob.of("long".getBytes(StandardCharsets.US_ASCII));
        StatementParameters parameters = StatementParameters.decode(body, 2, bound, Map.of(1, data));
        assertThat(parameters.types()).isEqualTo(bound);
        assertThat(parameters.values().get(0).asText()).isEqualTo("42");
        assertThat(parameters.values().get(1)).isEqualTo(new ParameterValue.TextValue(ColumnType.BLOB, data));
        assertThat(((ParameterValue.TextValue) parameters.values().get(1)).binary()).isTrue();
    }

    @Test
    void writesParametersThatComeBack() {
        List<ParameterValue> values = List.of(new ParameterValue.DoubleValue(2.5), new ParameterValue.Null(),
                new ParameterValue.DateTimeValue(new ParameterValue.DateValue(2026, 1, 2), 3, 4, 5, 6),
                new ParameterValue.TimeValue(-1, 26, 7, 8, 0), new ParameterValue.FloatValue(0.1f));
        StatementParameters parameters = new StatementParameters(types(ColumnType.DOUBLE, ColumnType.LONG,
                ColumnType.DATETIME, ColumnType.TIME, ColumnType.FLOAT), values);
        assertThat(StatementParameters.decode(parameters.encode(), 5, List.of(), Map.of())).isEqualTo(parameters);
        assertThat(values.get(2).asText()).isEqualTo("2026-01-02 03:04:05.000006");
        assertThat(values.get(3).asText()).isEqualTo("-26:07:08");
    }

    @Test
    void needsNothingWithoutParameters() {
        assertThat(StatementParameters.decode(Blob.EMPTY, 0, List.of(), Map.of()).values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', 1 bytes wanted", "0000, no types bound", "0001, u8", "00010e00, parameter type 14",
            "0001fd0005, but 0 bytes left", "00010c0005, date or time of 5 bytes",
            "00010b000c0000000000000000ffffffff, microseconds"})
    void refusesBadParameters(String hex, String complaint) {
        Blob body = Blob.of(HEX.parseHex(hex));
        assertThatThrownBy(() -> StatementParameters.decode(body, 1, List.of(), Map.of())).isInstanceOf(
                MalformedBytesException.class).hasMessageContaining(complaint);
    }
}
