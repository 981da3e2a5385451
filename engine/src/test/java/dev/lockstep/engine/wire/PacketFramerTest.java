package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.ByteWriter;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketFramerTest {
    private static final int LIMIT = 1 << 26;
    private static final HexFormat HEX = HexFormat.of();

    private static void feed(PacketFramer framer, String hex) {
        byte[] bytes = HEX.parseHex(hex);
        framer.feed(bytes, 0, bytes.length);
    }

    @Test
    void cutsPacketsThatComeInOneRead() {
        PacketFramer framer = new PacketFramer(LIMIT);
        feed(framer, "02000000a1a2" + "01000001b1" + "00000002" + "0300");
        assertThat(framer.next()).containsExactly(0xa1, 0xa2);
        assertThat(framer.next()).containsExactly(0xb1);
        assertThat(framer.next()).isEmpty();
        assertThat(framer.next()).isNull();
        assertThat(framer.bufferedBytes()).isEqualTo(2);
        assertThat(framer.sequence()).isEqualTo(3);
    }

    @Test
    void keepsPartsUntilThePacketIsWhole() {
        PacketFramer framer = new PacketFramer(LIMIT);
        byte[] bytes = HEX.parseHex("03000000c1c2c3");
        for (int i = 0; i < bytes.length - 1; i++) {
            framer.feed(bytes, i, 1);
            assertThat(framer.next()).isNull();
        }
        framer.feed(bytes, bytes.length - 1, 1);
        assertThat(framer.next()).containsExactly(0xc1, 0xc2, 0xc3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0xff_fffe, 0xff_ffff, 0x100_0000, 0x1ff_fffe, 0x1ff_ffff})
    void splitsAndJoinsAtSixteenMegabytes(int length) {
        byte[] payload = new byte[length];
        fill(payload);
        ByteWriter out = new ByteWriter(length + 16);
        int next = PacketFramer.frame(out, 255, payload);
        int frames = length / PacketFramer.MAX_FRAME_BYTES + 1;
        assertThat(next).isEqualTo((255 + frames) % 256);
        assertThat(out.size()).isEqualTo(length + frames * PacketFramer.HEADER_BYTES);

        PacketFramer framer = new PacketFramer(LIMIT);
        framer.expectSequence(255);
        framer.feed(out.array(), 0, out.size());
        assertThat(framer.next()).isEqualTo(payload);
        assertThat(framer.next()).isNull();
        assertThat(framer.bufferedBytes()).isZero();
        assertThat(framer.sequence()).isEqualTo(next);
    }

    @Test
    void tellsWhichSequenceNumberWasExpectedAndWhichCame() {
        PacketFramer framer = new PacketFramer(LIMIT);
        framer.expectSequence(7);
        feed(framer, "01000001ff");
        assertThatThrownBy(framer::next).isInstanceOfSatisfying(PacketsOutOfOrderException.class, e -> {
            assertThat(e.expected()).isEqualTo(7);
            assertThat(e.got()).isEqualTo(1);
            assertThat(e).hasMessageContaining("expected sequence number 7, got 1");
        });
    }

    @Test
    void refusesALargePacketByItsHeaderAlone() {
        PacketFramer framer = new PacketFramer(1000);
        feed(framer, "e9030000");
        assertThatThrownBy(framer::next).isInstanceOfSatisfying(PacketTooLargeException.class, e -> {
            assertThat(e.announcedBytes()).isEqualTo(1001);
            assertThat(e.limitBytes()).isEqualTo(1000);
        });
    }

    @Test
    void countsAllFramesOfASplitPacketAgainstTheLimit() {
        PacketFramer framer = new PacketFramer(PacketFramer.MAX_FRAME_BYTES + 10);
        ByteWriter out = new ByteWriter();
        PacketFramer.frame(out, 0, new byte[PacketFramer.MAX_FRAME_BYTES + 11]);
        framer.feed(out.array(), 0, out.size());
        assertThatThrownBy(framer::next).isInstanceOf(PacketTooLargeException.class);
        assertThat(framer.joining()).isTrue();
        assertThatThrownBy(() -> framer.expectSequence(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPayloadInTwoPartsIsFramedAsOne() {
        byte[] head = {1, 2, 3};
        for (int length : new int[]{0, 5, PacketFramer.MAX_FRAME_BYTES - 3, PacketFramer.MAX_FRAME_BYTES}) {
            byte[] body = new byte[length + 4];
            fill(body);
            byte[] whole = new ByteWriter().bytes(head).bytes(body, 2, length).toBytes();
            ByteWriter expected = new ByteWriter();
            int next = PacketFramer.frame(expected, 254, whole);
            ByteWriter out = new ByteWriter();

            assertThat(PacketFramer.frame(out, 254, head, body, 2, length)).isEqualTo(next);
            assertThat(out.toBytes()).isEqualTo(expected.toBytes());
        }
    }

    private static void fill(byte[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = (byte) (i * 31 ^ i >>> 13);
        }
    }
}
