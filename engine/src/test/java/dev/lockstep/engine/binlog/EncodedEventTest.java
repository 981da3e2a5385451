package dev.lockstep.engine.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedEventTest {
    private static final EventEncoder CRC = new EventEncoder(10201, Checksum.CRC32);

    @Test
    void getsItsPlaceLaterWithTheCrcToMatch() {
        EncodedEvent early = CRC.encode(new Xid(0x6f), 0x5a37d017);

        assertThat(early.placedAt(0x54a).array()).isEqualTo(Samples.bytes(Samples.XID));
        assertThat(early.placedAt(0x54a).header().endLogPos()).isEqualTo(0x54a);
        assertThat(early.header().endLogPos()).isZero();
    }

    @Test
    void eventsOfATransactionAreLaidOneBehindTheOther() {
        List<EncodedEvent> events = List.of(CRC.encode(new Query(1, "test", StatusVars.NONE, "BEGIN"), 9),
                CRC.encode(new Xid(5), 9));
        ByteWriter out = new ByteWriter().zeros(3);

        long end = EncodedEvent.placeAll(events, 1000, out);

        ByteReader in = new ByteReader(out.toBytes(), 3, out.size() - 3);
        long at = 1000;
        for (EncodedEvent event : events) {
            at += event.length();
            EncodedEvent placed = EncodedEvent.wrap(in.bytes(event.length()), Checksum.CRC32);
            placed.verify();
            assertThat(placed.header().endLogPos()).isEqualTo(at);
        }
        assertThat(end).isEqualTo(at);
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void positionsAboveFourGibibytesKeepTheirLowBits() {
        EncodedEvent placed = CRC.encode(new Xid(1), 9).placedAt((1L << 32) + 5);

        placed.verify();
        assertThat(placed.header().endLogPos()).isEqualTo(5);
    }

    @Test
    void losesAndGainsItsChecksum() {
        EncodedEvent with = EncodedEvent.wrap(Samples.bytes(Samples.XID), Checksum.CRC32);
        EncodedEvent without = with.withChecksum(Checksum.NONE);

        assertThat(without.length()).isEqualTo(27);
        assertThat(without.header().eventSize()).isEqualTo(27);
        assertThat(without.withChecksum(Checksum.CRC32)).isEqualTo(with);
    }

    @Test
    void eachFlippedBitIsNoticed() {
        byte[] bytes = Samples.bytes(Samples.XID);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            boolean size = bit / 8 >= 9 && bit / 8 < 13;
            boolean type = bit / 8 == 4 && damaged[4] == EventTypes.FORMAT_DESCRIPTION;
            assertThatThrownBy(() -> EncodedEvent.wrap(damaged, Checksum.CRC32).verify())
                    .isInstanceOf(size || type ? MalformedBytesException.class : ChecksumMismatchException.class);
        }
    }

    @Test
    void anEventWithinALargerArrayIsTheSameEvent() {
        EncodedEvent alone = EncodedEvent.wrap(Samples.bytes(Samples.XID), Checksum.CRC32);
        byte[] larger = new ByteWriter().zeros(5).bytes(alone.array()).zeros(3).toBytes();

        EncodedEvent within = EncodedEvent.within(larger, 5, alone.header(), Checksum.CRC32);

        within.verify();
        assertThat(within).isEqualTo(alone).hasSameHashCodeAs(alone);
        assertThat(within.length()).isEqualTo(alone.length());
        assertThat(within.placedAt(77)).isEqualTo(alone.placedAt(77));
        assertThat(within.withChecksum(Checksum.NONE)).isEqualTo(alone.withChecksum(Checksum.NONE));
        larger[5 + 20] ^= 1;
        assertThatThrownBy(() -> EncodedEvent.within(larger, 5, alone.header(), Checksum.CRC32).verify())
                .isInstanceOf(ChecksumMismatchException.class);
        assertThatThrownBy(() -> EncodedEvent.within(larger, 9, alone.header(), Checksum.CRC32))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sizeMustBeTheNumberOfBytes() {
        byte[] longer = java.util.Arrays.copyOf(Samples.bytes(Samples.XID), 32);

        assertThatThrownBy(() -> EncodedEvent.wrap(longer, Checksum.CRC32)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("event size 31 but 32 bytes");
    }
}
