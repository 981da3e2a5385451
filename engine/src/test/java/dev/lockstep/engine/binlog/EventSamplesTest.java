package dev.lockstep.engine.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every documented event decodes to the values that its page names, and encodes to the same bytes again, CRC included. */
class EventSamplesTest {
    private static final FormatDescription MARIADB = FormatDescription.mariaDb("10.2.10-MariaDB-log", 0,
            Checksum.CRC32);

    static Stream<Arguments> samples() {
        RawBytes column = RawBytes.of((byte) 3);
        return Stream.of(arguments(Samples.FAKE_ROTATE, new Rotate(4, "mysql-bin.000034")),
                arguments(Samples.ROTATE, new Rotate(4, "mysql-bin.000019")), arguments(Samples.XID, new Xid(0x6f)),
                arguments(Samples.INTVAR, new Intvar(Intvar.Kind.LAST_INSERT_ID, 1)),
                arguments(Samples.STOP, new Stop()),
                arguments(Samples.HEARTBEAT, new Heartbeat("mysql-bin.000034")),
                arguments(Samples.TABLE_MAP,
                        new TableMap(0x21, 1, "test", "t4", column, RawBytes.EMPTY, Bitmap.of(1, bit -> true),
                                RawBytes.EMPTY)),
                arguments(Samples.STANDALONE_GTID,
                        MariaDbGtidLog.of(new MariaDbGtid(0, 10124, 0x269b), 0x29)),
                arguments(Samples.TRANSACTION_GTID,
                        MariaDbGtidLog.of(new MariaDbGtid(0, 10124, 0x269c), 0x0c)),
                arguments(Samples.GTID_LIST, GtidList.of(List.of(new MariaDbGtid(0, 10124, 0xe00)))),
                arguments(Samples.START_ENCRYPTION, new Unknown(164,
                        RawBytes.of(Samples.bytes("01 01000000 655750266359 37462f3b3323")))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decodesAndEncodesAgain(String hex, BinlogEvent expected) {
        byte[] bytes = Samples.bytes(hex);
        EncodedEvent event = EncodedEvent.wrap(bytes, Checksum.CRC32);
        BinlogEvent decoded = new EventDecoder(MARIADB).decode(event);

        assertThat(decoded).isEqualTo(expected);
        EventEncoder encoder = new EventEncoder(event.header().serverId(), Checksum.CRC32);
        assertThat(encoder.encode(decoded, event.header()).array()).isEqualTo(bytes);
    }

    @Test
    void makesUpTheDocumentedFakeRotate() {
        EncodedEvent rotate = ArtificialEvents.rotate(new EventEncoder(10201, Checksum.CRC32),
                new BinlogPosition("mysql-bin.000034", 4));

        assertThat(rotate.array()).hasSize(47).isEqualTo(Samples.bytes(Samples.FAKE_ROTATE));
    }

    @Test
    void makesUpTheDocumentedHeartbeat() {
        EncodedEvent heartbeat = ArtificialEvents.heartbeat(new EventEncoder(10201, Checksum.CRC32),
                new BinlogPosition("mysql-bin.000034", 0x479));

        assertThat(heartbeat.array()).isEqualTo(Samples.bytes(Samples.HEARTBEAT));
    }

    @Test
    void synthesisesTheDocumentedFormatDescription() {
        FormatDescription format = FormatDescription.mariaDb("10.2.10-MariaDB-log", 0x5a15af4d, Checksum.CRC32);
        assertThat(format.postHeaderLengths()).isEqualTo(RawBytes.of(Samples.bytes(Samples.MARIADB_LENGTHS)));

        EncodedEvent event = new EventEncoder(1, Checksum.CRC32).encode(format, 0x5a15af4d, 0, 256);

        assertThat(event.length()).isEqualTo(252);
        byte[] tail = java.util.Arrays.copyOfRange(event.array(), 248, 252);
        assertThat(tail).isEqualTo(new ByteWriter().u32(0xe213ced6L).toBytes());
        assertThat(EventDecoder.formatDescription(event)).isEqualTo(format);
    }

    @Test
    void readsTheFieldsOfAHeaderEachFromItsPlace() {
        EventHeader header = EncodedEvent
                .wrap(Samples.bytes("04030201 10 08070605 1f000000 0c0b0a09 0e0d 1817161514131211 00000000"),
                        Checksum.CRC32)
                .header();

        assertThat(header).isEqualTo(new EventHeader(0x01020304, EventTypes.XID, 0x05060708, 31, 0x090a0b0c, 0x0d0e));
    }
}
