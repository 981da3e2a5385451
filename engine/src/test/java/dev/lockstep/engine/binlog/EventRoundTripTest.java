package dev.lockstep.engine.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields have different bytes, so that a swap shows; each layout stands here as hexadecimal digits. */
class EventRoundTripTest {
    private static final UUID SID = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");
    private static final RawBytes ROW = RawBytes.of(Samples.bytes("fe01"));

    static Stream<Arguments> bodies() {
        Gtid gtid = new Gtid(SID, 0x1112131415161718L);
        return Stream.of(
                arguments(new Query(0x01020304, 0x05060708, "db", 0x0a09, StatusVars.NONE, "BEGIN"),
                        "04030201 08070605 02 090a 0000 646200 424547494e"),
                arguments(new GtidLog(1, gtid, 0x2122232425262728L, 0x3132333435363738L),
                        "01 0102030405060708090a0b0c0d0e0f10 1817161514131211 02 2827262524232221 3837363534333231"),
                arguments(new AnonymousGtid(1, 0x2122232425262728L, 0x3132333435363738L),
                        "01" + "00".repeat(24) + "02 2827262524232221 3837363534333231"),
                arguments(new PreviousGtids(GtidSet.parse(SID + ":1-5:7")),
                        "0100000000000000 0102030405060708090a0b0c0d0e0f10 0200000000000000 0100000000000000"
                                + "0600000000000000 0700000000000000 0800000000000000"),
                arguments(new PreviousGtids(GtidSet.EMPTY), "0000000000000000"),
                arguments(new Rand(0x0102030405060708L, 0x1112131415161718L), "0807060504030201 1817161514131211"),
                arguments(new RowsQuery("select 1"), "08 73656c6563742031"),
                arguments(new Incident(1, "lost"), "0100 04 6c6f7374"),
                arguments(new BinlogCheckpoint("bin.1"), "05000000 62696e2e31"),
                arguments(new AnnotateRows("x"), "78"),
                arguments(new UserVar("u", null), "01000000 75 01"),
                arguments(new UserVar("u", new UserVar.Value(UserVar.Kind.INT, 0x01020304,
                        RawBytes.of(Samples.bytes("0807060504030201")), RawBytes.of((byte) 1))),
                        "01000000 75 00 02 04030201 08000000 0807060504030201 01"),
                arguments(GtidList.of(List.of()), "00000000 0000"),
                arguments(MariaDbGtidLog.ofGroup(new MariaDbGtid(0x01020304, 5, 0x1112131415161718L), 4, 0x0a0b),
                        "1817161514131211 04030201 06 0b0a000000000000"),
                arguments(
                        new RowsEvent(RowsEvent.Kind.WRITE, 2, 0x010203040506L, RowsEvent.STMT_END, RawBytes.EMPTY,
                                Bitmap.all(3), Bitmap.EMPTY, ROW),
                        "060504030201 0100 0200 03 ff fe01"),
                arguments(
                        new RowsEvent(RowsEvent.Kind.UPDATE, 2, 6, 0, RawBytes.of((byte) 9), Bitmap.of(9, i -> i == 8),
                                Bitmap.of(9, i -> i == 0), ROW),
                        "060000000000 0000 0300 09 09 0001 0100 fe01"),
                arguments(new RowsEvent(RowsEvent.Kind.DELETE, 1, 6, 0, RawBytes.EMPTY, Bitmap.of(2, i -> true),
                        Bitmap.EMPTY, ROW), "060000000000 0000 02 03 fe01"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyHasTheDocumentedBytes(BinlogEvent event, String hex) {
        for (Checksum checksum : Checksum.values()) {
            EncodedEvent encoded = new EventEncoder(3, checksum).encode(event, 1);
            FormatDescription format = event.type() < 100
                    ? FormatDescription.mySql57("5.7.22", 0, checksum)
                    : FormatDescription.mariaDb("10.2.10-MariaDB", 0, checksum);

            assertThat(encoded.body().rest()).isEqualTo(Samples.bytes(hex));
            assertThat(new EventDecoder(format).decode(encoded.array())).isEqualTo(event);
        }
    }

    @Test
    void statusVariablesAreFoundBehindOthers() {
        StatusVars status = StatusVars.of(0x01020304, 0x1112131415161718L, 33, 45, 8).withTimeZone("+02:00")
                .withAutoIncrement(2, 1).withMicroseconds(123_456);

        assertThat(status.flags2()).hasValue(0x01020304);
        assertThat(status.sqlMode()).hasValue(0x1112131415161718L);
        assertThat(status.clientCollation()).isEqualTo(33);
        assertThat(status.timeZone()).isEqualTo("+02:00");
        assertThat(status.microseconds()).hasValue(123_456);
        assertThat(StatusVars.NONE.microseconds()).isEmpty();
    }

    @Test
    void statementIsReadInTheCharacterSetOfItsClient() {
        StatusVars latin1 = StatusVars.of(0, 0, Collations.LATIN1_SWEDISH_CI, 8, 8);
        Query query = new Query(1, "", latin1, "select 'é'");
        EncodedEvent encoded = new EventEncoder(1, Checksum.NONE).encode(query, 1);

        assertThat(encoded.body().rest()).contains(0xe9);
        assertThat(new EventDecoder(FormatDescription.mySql57("5.7.22", 0, Checksum.NONE)).decode(encoded))
                .isEqualTo(query);
    }

    @ParameterizedTest
    @EnumSource(Checksum.class)
    void eventOfUnknownTypeKeepsItsBytes(Checksum checksum) {
        Unknown event = new Unknown(99, RawBytes.of(Samples.bytes("010203")));
        EncodedEvent encoded = new EventEncoder(1, checksum).encode(event, 1);

        assertThat(new EventDecoder(FormatDescription.mySql57("5.7.22", 0, checksum)).decode(encoded))
                .isEqualTo(event);
    }

    @Test
    void eventWithAnotherPostHeaderIsNotGuessedAt() {
        EncodedEvent gtid = new EventEncoder(1, Checksum.NONE)
                .encode(new GtidLog(0, new Gtid(SID, 1), 0, 1), 1);
        FormatDescription mariaDb = FormatDescription.mariaDb("10.2.10-MariaDB", 0, Checksum.NONE);

        assertThat(new EventDecoder(mariaDb).decode(gtid)).isInstanceOf(Unknown.class);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(arguments(EventTypes.XID, "01020304050607", "8 bytes wanted, 7 left"),
                arguments(EventTypes.XID, "010203040506070809", "1 bytes too many"),
                arguments(EventTypes.STOP, "00", "1 bytes too many"),
                arguments(EventTypes.ROTATE, "04000000", "8 bytes wanted"),
                arguments(EventTypes.QUERY, "00000000 00000000 ff 0000 0000 00", "255 bytes wanted"),
                arguments(EventTypes.QUERY, "00000000 00000000 01 0000 ffff 00", "65535 bytes wanted"),
                arguments(EventTypes.QUERY, "00000000 00000000 01 0000 0000 6161", "without its zero byte"),
                arguments(EventTypes.QUERY, "00000000 00000000 00 0000 0200 0401 00", "2 bytes wanted"),
                arguments(EventTypes.INTVAR, "03 0000000000000000", "intvar of kind 3"),
                arguments(EventTypes.USER_VAR, "ffffffff 00", "length 4294967295"),
                arguments(EventTypes.USER_VAR, "00000000 02", "NULL marker 2"),
                arguments(EventTypes.USER_VAR, "00000000 00 09", "type 9"),
                arguments(EventTypes.TABLE_MAP, "010000000000 0100 00 00 00 00 feffffffffffffffff",
                        "18446744073709551615 columns"),
                arguments(EventTypes.TABLE_MAP, "010000000000 0100 00 00 00 00 fd000010", "1048576 columns"),
                arguments(EventTypes.TABLE_MAP, "010000000000 0100 01 61 01", "name without its zero byte"),
                arguments(EventTypes.WRITE_ROWS, "010000000000 0100 0100 01 ff", "extra data of length 1"),
                arguments(EventTypes.WRITE_ROWS, "010000000000 0100 0200 fb", "NULL where a length"),
                arguments(EventTypes.UPDATE_ROWS, "010000000000 0100 0200 08 ff", "1 bytes wanted, 0 left"),
                arguments(EventTypes.GTID, "00".repeat(25) + "02" + "00".repeat(15), "8 bytes wanted"),
                arguments(EventTypes.GTID, "00".repeat(24), "8 bytes wanted"),
                arguments(EventTypes.GTID, "00".repeat(42), "logical timestamp of type 0"),
                arguments(EventTypes.PREVIOUS_GTIDS, "ffffffffffffff7f", "servers in 0 bytes"),
                arguments(EventTypes.INCIDENT, "0100 05 61", "5 bytes wanted"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesMalformedBodies(int type, String hex, String message) {
        Unknown body = new Unknown(type, RawBytes.of(Samples.bytes(hex)));
        EncodedEvent encoded = new EventEncoder(1, Checksum.CRC32).encode(body, 1);
        EventDecoder decoder = new EventDecoder(FormatDescription.mySql57("5.7.22", 0, Checksum.CRC32));

        assertThatThrownBy(() -> decoder.decode(encoded)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> malformedMariaDb() {
        return Stream.of(arguments(EventTypes.MARIADB_GTID, "00".repeat(12), "1 bytes wanted"),
                arguments(EventTypes.MARIADB_GTID, "00".repeat(12) + "02 00", "8 bytes wanted"),
                arguments(EventTypes.MARIADB_GTID_LIST, "ffffff0f", "list of 268435455 GTIDs"),
                arguments(EventTypes.MARIADB_BINLOG_CHECKPOINT, "ffffff7f 61", "2147483647 bytes"));
    }

    @ParameterizedTest
    @MethodSource("malformedMariaDb")
    void refusesMalformedBodiesOfMariaDb(int type, String hex, String message) {
        Unknown body = new Unknown(type, RawBytes.of(Samples.bytes(hex)));
        EncodedEvent encoded = new EventEncoder(1, Checksum.CRC32).encode(body, 1);
        EventDecoder decoder = new EventDecoder(FormatDescription.mariaDb("10.2.10-MariaDB", 0, Checksum.CRC32));

        assertThatThrownBy(() -> decoder.decode(encoded)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining(message);
    }
}
