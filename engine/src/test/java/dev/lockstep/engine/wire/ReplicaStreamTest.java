package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaStreamTest {
    private static final int LOGIN = 0x8200;

    private static byte[] packet(int sequence, int... payload) {
        ByteWriter out = new ByteWriter(64);
        out.u24(payload.length).u8(sequence);
        for (int each : payload) {
            out.u8(each);
        }
        return out.toBytes();
    }

    private static byte[] login(int capabilities, int length) {
        int[] payload = new int[length];
        payload[0] = capabilities & 0xff;
        payload[1] = capabilities >> 8;
        return packet(1, payload);
    }

    private static List<Boolean> acks(ReplicaStream stream, byte[] bytes) {
        return stream.feed(bytes, 0, bytes.length).stream().map(ReplicaStream.Piece::ack).toList();
    }

    private static ReplicaStream dumping() {
        ReplicaStream stream = new ReplicaStream();
        acks(stream, login(LOGIN, 80));
        acks(stream, packet(0, 0x03, 'S'));
        acks(stream, packet(0, 0x12, 4, 0, 0, 0, 0, 0, 2, 0, 0, 0));
        return stream;
    }

    @Test
    void packetsThatBeginWithTheMagicByteAreAcksOnceTheDumpWasAskedFor() {
        ReplicaStream stream = new ReplicaStream();
        acks(stream, login(LOGIN | 0xef, 80));
        assertThat(acks(stream, packet(0, 0xef, 1, 2))).containsExactly(false);
        assertThat(acks(dumping(), packet(0, 0xef, 1, 2, 3, 4, 5, 6, 7, 8, 'b'))).containsExactly(true);
    }

    @Test
    void severalPacketsAtOnceAreToldApartAndPartsAreLetThrough() {
        byte[] ack = packet(0, 0xef, 1, 0, 0, 0, 0, 0, 0, 0, 'b');
        byte[] quit = packet(0, 0x01);
        ByteWriter both = new ByteWriter(64);
        both.bytes(ack).bytes(quit).bytes(ack);
        ReplicaStream stream = dumping();
        assertThat(acks(stream, both.toBytes())).containsExactly(true, false, true);
        List<Boolean> single = new ArrayList<>();
        for (byte each : ack) {
            single.addAll(acks(stream, new byte[]{each}));
        }
        assertThat(single).hasSize(ack.length).doesNotContain(true);
        assertThat(acks(stream, ack)).containsExactly(true);
    }

    @Test
    void encryptionAndCompressionAreSeenInTheLogin() {
        ReplicaStream encrypted = new ReplicaStream();
        acks(encrypted, login(LOGIN | (int) Capabilities.SSL, 32));
        assertThat(encrypted.form()).isEqualTo(ReplicaStream.Form.ENCRYPTED);
        assertThat(acks(encrypted, new byte[]{22, 3, 1, 2, 0})).containsExactly(false);
        ReplicaStream compressed = new ReplicaStream();
        acks(compressed, login(LOGIN | (int) Capabilities.COMPRESS, 80));
        assertThat(compressed.form()).isEqualTo(ReplicaStream.Form.PLAIN);
        acks(compressed, packet(0, 0, 0, 0, 2, 0, 0, 0, 3, 'S'));
        assertThat(compressed.form()).isEqualTo(ReplicaStream.Form.COMPRESSED);
    }
}
