package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.SemiSyncReply.Refused;
import dev.lockstep.engine.wire.SemiSyncReply.SemiSyncAck;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples are those of semisync.md A.5 and A.6 and of client-handshakes.md. */
class SemiSyncTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void readsTheDocumentedAck() {
        byte[] captured = HEX.parseHex("ef4a05000000000000" + HEX.formatHex("mysql-bin.000034".getBytes(
                StandardCharsets.US_ASCII)));
        SemiSyncAck ack = new SemiSyncAck("mysql-bin.000034", 1354);
        assertThat(SemiSyncReply.decode(captured)).isEqualTo(ack);
        assertThat(ack.encode()).isEqualTo(captured);
    }

    @Test
    void readsTheAckOfARealReplica() {
        assertThat(SemiSyncReply.decode(HEX.parseHex("efae0500000000000062696e2e303030303031"))).isEqualTo(
                new SemiSyncAck("bin.000001", 1454));
    }

    @Test
    void takesAPositionOfAllBytesAndNoName() {
        assertThat(SemiSyncReply.decode(HEX.parseHex("ef0102030405060788"))).isEqualTo(new SemiSyncAck("",
                0x8807060504030201L));
    }

    @ParameterizedTest
    @CsvSource({"'', Read semi-sync reply magic number error", "01, Read semi-sync reply magic number error",
            "00ef4a0500000000000062, Read semi-sync reply magic number error",
            "ef, Read semi-sync reply length error: packet is too small",
            "ef4a050000000000, Read semi-sync reply length error: packet is too small"})
    void refusesWithTheServersText(String hex, String text) {
        assertThat(SemiSyncReply.decode(HEX.parseHex(hex))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.message()).isEqualTo(text));
    }

    @Test
    void limitsTheFileName() {
        byte[] packet = new byte[SemiSyncReply.FILE_OFFSET + SemiSyncReply.FILE_LIMIT_BYTES];
        Arrays.fill(packet, (byte) 'a');
        packet[0] = (byte) 0xef;
        assertThat(SemiSyncReply.decode(packet)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused
                .message()).isEqualTo("Read semi-sync reply binlog file length too large"));
        assertThat(SemiSyncReply.decode(Arrays.copyOf(packet, packet.length - 1))).isInstanceOf(SemiSyncAck.class);
    }

    @Test
    void knowsAReplicaThatQuits() {
        assertThat(SemiSyncReply.decode(new byte[]{1})).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.quit()).isTrue());
        assertThat(SemiSyncReply.decode(new byte[]{2})).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.quit()).isFalse());
    }

    @Test
    void readsTheHeaderOfAFlaggedEventAndOfAHeartbeat() {
        byte[] xid = HEX.parseHex("00ef0117d0375a10d92700001f0000004a05000000006f000000000000004430aafc");
        assertThat(SemiSyncHeader.decode(xid, 1).reply()).isEqualTo(SemiSyncHeader.Reply.WANTED);
        byte[] heartbeat = HEX.parseHex("00ef00000000001bd9270000270000007904000000006d79");
        assertThat(SemiSyncHeader.decode(heartbeat, 1).reply()).isEqualTo(SemiSyncHeader.Reply.NOT_WANTED);
        assertThat(new SemiSyncHeader(SemiSyncHeader.Reply.WANTED).encode()).containsExactly(0xef, 1);
        assertThat(new SemiSyncHeader(SemiSyncHeader.Reply.NOT_WANTED).encode()).containsExactly(0xef, 0);
    }

    @Test
    void missesTheMagicNumber() {
        assertThatThrownBy(() -> SemiSyncHeader.decode(new byte[]{0, 1, 2, 3}, 1)).isInstanceOf(
                MalformedBytesException.class)
                .hasMessageContaining("Missing magic number for semi-sync packet, packet len: 3");
        assertThatThrownBy(() -> SemiSyncHeader.decode(new byte[]{0, (byte) 0xef}, 1)).isInstanceOf(
                MalformedBytesException.class);
    }
}
