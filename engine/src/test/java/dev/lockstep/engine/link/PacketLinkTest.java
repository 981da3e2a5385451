package dev.lockstep.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.wire.PacketTooLargeException;
import dev.lockstep.engine.wire.PacketsOutOfOrderException;
import dev.lockstep.engine.wire.SemiSyncReply;
import dev.lockstep.engine.world.TransportTimeoutException;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PacketLinkTest {
    private static final long SHORT = 1_000_000;
    private static final long LONG = 5_000_000_000L;

    private final PipeTransport[] ends = PipeTransport.pair();
    private final PacketLink link = new PacketLink(ends[0], 1 << 20);
    private final PipeTransport other = ends[1];

    private void arrives(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        other.write(bytes, 0, bytes.length);
    }

    private String sent() throws IOException {
        byte[] bytes = new byte[1000];
        int count = other.read(bytes, 0, bytes.length, LONG);
        return HexFormat.of().formatHex(bytes, 0, count);
    }

    @Test
    void countsReadAndWrittenFramesTogether() throws IOException {
        arrives("0100000003");
        assertThat(link.readPacket(LONG)).containsExactly(3);
        link.writePacket(new byte[]{7});
        link.writePacket(new byte[]{8});
        assertThat(link.sequence()).isEqualTo(3);
        link.flush();
        assertThat(sent()).isEqualTo("0100000107" + "0100000208");
        link.resetSequence();
        link.sequence(255);
        link.writePacket(new byte[0]);
        link.writePacket(new byte[0]);
        link.flush();
        assertThat(sent()).isEqualTo("000000ff" + "00000000");
    }

    @Test
    void sendsNothingBeforeItIsFlushedUnlessMuchGathers() throws IOException {
        link.writePacket(new byte[]{1});
        assertThatThrownBy(this::readShort).isInstanceOf(TransportTimeoutException.class);
        link.writePacket(new byte[70_000]);
        assertThat(sent()).startsWith("0100000001");
    }

    private void readShort() throws IOException {
        other.read(new byte[10], 0, 10, SHORT);
    }

    @Test
    void keepsThePartOfAPacketThatCameBeforeATimeout() throws IOException {
        arrives("03000000a1");
        assertThatThrownBy(() -> link.readPacket(SHORT)).isInstanceOf(TransportTimeoutException.class);
        assertThat(link.hasBuffered()).isTrue();
        arrives("a2");
        assertThatThrownBy(() -> link.readPacket(SHORT)).isInstanceOf(TransportTimeoutException.class);
        arrives("a3");
        assertThat(link.readPacket(SHORT)).containsExactly(0xa1, 0xa2, 0xa3);
        assertThat(link.hasBuffered()).isFalse();
    }

    @Test
    void knowsThatASecondPacketCameWithTheFirst() throws IOException {
        arrives("01000000a1" + "01000001a2");
        link.readPacket(LONG);
        assertThat(link.hasBuffered()).isTrue();
        assertThat(link.readPacket(SHORT)).containsExactly(0xa2);
        assertThat(link.hasBuffered()).isFalse();
    }

    @Test
    void readsAcksWithTheirOwnNumbersWhileTheDumpGoesOn() throws IOException {
        PacketReader acks = link.privateReader();
        link.sequence(9);
        link.writePacket(new byte[]{0});
        arrives("13000000efae0500000000000062696e2e303030303031" + "13000000efbb0600000000000062696e2e303030303031");
        assertThat(SemiSyncReply.decode(acks.readPacket(LONG))).isEqualTo(new SemiSyncReply.SemiSyncAck("bin.000001",
                1454));
        assertThat(acks.hasBuffered()).isTrue();
        assertThat(link.sequence()).as("untouched by the ACK").isEqualTo(10);
        acks.resetSequence();
        assertThat(SemiSyncReply.decode(acks.readPacket(LONG))).isEqualTo(new SemiSyncReply.SemiSyncAck("bin.000001",
                1723));
        assertThat(acks.hasBuffered()).isFalse();
        link.writePacket(new byte[]{1});
        link.flush();
        assertThat(sent()).isEqualTo("0100000900" + "0100000a01");
    }

    @Test
    void refusesAnAckWithoutANewNumber() throws IOException {
        PacketReader acks = link.privateReader();
        arrives("0100000001" + "0100000001");
        acks.readPacket(LONG);
        assertThatThrownBy(() -> acks.readPacket(LONG)).isInstanceOfSatisfying(PacketsOutOfOrderException.class, e -> {
            assertThat(e.expected()).isEqualTo(1);
            assertThat(e.got()).isZero();
        });
    }

    @Test
    void tellsTheEndOfTheStreamFromABrokenPacket() throws IOException {
        arrives("0100000001" + "0200000101");
        link.readPacket(LONG);
        other.close();
        assertThatThrownBy(() -> link.readPacket(LONG)).isInstanceOf(EOFException.class)
                .hasMessageContaining("in the middle of a packet");
    }

    @Test
    void keepsToItsLimit() throws IOException {
        link.maxPacketBytes(10);
        arrives("0b000000");
        assertThatThrownBy(() -> link.readPacket(LONG)).isInstanceOf(PacketTooLargeException.class);
    }
}
