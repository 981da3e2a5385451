package dev.lockstep.engine.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FormatDescriptionTest {
    private static final EventEncoder ENCODER = new EventEncoder(7, Checksum.CRC32);
    private static final FormatDescription MYSQL = FormatDescription.mySql57("5.7.22-log", 1_500_000_000,
            Checksum.CRC32);

    @Test
    void ofMySql57Takes119BytesSoThatEventsBeginAt123() {
        assertThat(ENCODER.encode(MYSQL, 1).length()).isEqualTo(119);
    }

    @Test
    void knowsThePostHeadersOfMySql57() {
        assertThat(MYSQL.postHeaderLength(EventTypes.QUERY)).isEqualTo(13);
        assertThat(MYSQL.postHeaderLength(EventTypes.WRITE_ROWS)).isEqualTo(10);
        assertThat(MYSQL.postHeaderLength(EventTypes.ANONYMOUS_GTID)).isEqualTo(42);
        assertThat(MYSQL.postHeaderLength(37)).isEqualTo(52);
        assertThat(MYSQL.postHeaderLength(38)).isZero();
        assertThat(MYSQL.postHeaderLength(39)).isEqualTo(-1);
        assertThat(MYSQL.postHeaderLength(0)).isEqualTo(-1);
    }

    @Test
    void carriesACrcEvenIfItsFileHasNone() {
        FormatDescription none = FormatDescription.mySql57("5.7.22-log", 0, Checksum.NONE);
        EncodedEvent event = new EventEncoder(7, Checksum.NONE).encode(none, 1);

        assertThat(event.length()).isEqualTo(119);
        assertThat(event.checksum()).isEqualTo(Checksum.NONE);
        assertThat(Arrays.copyOfRange(event.array(), 115, 119)).isNotEqualTo(new byte[4]);
        assertThat(EventDecoder.formatDescription(event)).isEqualTo(none);
    }

    @Test
    void keepsItsCrcWhenTheInUseFlagChanges() {
        EncodedEvent closed = ENCODER.encode(MYSQL, 1);
        EncodedEvent inUse = closed.withFlags(EventFlags.IN_USE);

        inUse.verify();
        assertThat(Arrays.copyOfRange(inUse.array(), 115, 119))
                .isEqualTo(Arrays.copyOfRange(closed.array(), 115, 119));
        assertThat(ArtificialEvents.descriptionFromStart(inUse)).isEqualTo(closed);
    }

    @Test
    void isSentWithoutCreationTimeAndPositionWhenTheStreamStartsBehindIt() {
        EncodedEvent file = ENCODER.encode(MYSQL, 1, EventFlags.IN_USE, 123);
        EncodedEvent sent = ArtificialEvents.descriptionMidFile(file);

        sent.verify();
        assertThat(sent.header().endLogPos()).isZero();
        assertThat(sent.header().flags()).isZero();
        assertThat(EventDecoder.formatDescription(sent))
                .isEqualTo(FormatDescription.mySql57("5.7.22-log", 0, Checksum.CRC32));
    }

    @Test
    void ofAServerThatKnowsNoChecksumsEndsWithItsLengths() {
        FormatDescription old = new FormatDescription("5.5.34-log", 3, MYSQL.postHeaderLengths(), Checksum.NONE);
        EncodedEvent event = new EventEncoder(7, Checksum.NONE).encode(old, 1);

        assertThat(event.length()).isEqualTo(19 + 57 + 38);
        assertThat(EventDecoder.formatDescription(event)).isEqualTo(old);
    }

    @Test
    void refusesAnotherBinlogVersion() {
        EncodedEvent event = EncodedEvent.wrap(patched(19, 3), Checksum.CRC32);
        assertThatThrownBy(() -> EventDecoder.formatDescription(event)).isInstanceOf(ChecksumMismatchException.class);

        EncodedEvent sealed = event.withFlags(0);
        assertThatThrownBy(() -> EventDecoder.formatDescription(sealed)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("binlog version 3");
    }

    @Test
    void refusesAnAlgorithmThatIsNotKnown() {
        byte[] bytes = patched(114, 9);
        assertThatThrownBy(() -> EncodedEvent.wrap(bytes, Checksum.CRC32)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("checksum algorithm 9");
    }

    private static byte[] patched(int at, int value) {
        byte[] bytes = ENCODER.encode(MYSQL, 1).array().clone();
        bytes[at] = (byte) value;
        return bytes;
    }
}
