package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.profile.SplitAck;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.PacketFramer;
import dev.lockstep.engine.wire.SemiSyncReply;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.TransportTimeoutException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads single packets of one connection as the server's {@code my_net_read} does with the ACK receiver's private
 * {@code NET}: sequence number 0 each time, a buffer of {@link SemiSyncReply#MAX_BYTES}, and a read timeout of one
 * millisecond for each part. With {@link SplitAck#LOST} what was read of a packet that does not come in time is lost, and its
 * rest is taken for the next packet: bug #99628. With {@link SplitAck#KEPT} it is kept for the next call.
 */
final class AckPacketReader {
    private static final long READ_NANOS = 1_000_000;

    private final byte[] buffer = new byte[PacketFramer.HEADER_BYTES + SemiSyncReply.MAX_BYTES];
    private final SplitAck splitAck;
    private int have;

    AckPacketReader(SplitAck splitAck) {
        this.splitAck = splitAck;
    }

    /** What came. */
    sealed interface Result permits Packet, Unreadable {}

    /** A whole packet. */
    record Packet(Blob payload) implements Result {}

    /** No packet. */
    enum Unreadable implements Result {
        /** The connection is at its end (ER_NET_READ_ERROR). */
        LOST,
        /** Not in time, out of order or too long. */
        DAMAGED,
        /** The rest has still to come. */
        INCOMPLETE
    }

    Result read(Transport transport) {
        try {
            if (splitAck == SplitAck.LOST) {
                have = 0;
            }
            if (!fill(transport, PacketFramer.HEADER_BYTES)) {
                return Unreadable.LOST;
            }
            ByteReader header = new ByteReader(buffer, 0, PacketFramer.HEADER_BYTES);
            int length = header.u24();
            if (header.u8() != 0 || length > SemiSyncReply.MAX_BYTES) {
                have = 0;
                return Unreadable.DAMAGED;
            }
            int end = PacketFramer.HEADER_BYTES + length;
            if (!fill(transport, end)) {
                return Unreadable.LOST;
            }
            have = 0;
            return new Packet(Blob.of(Arrays.copyOfRange(buffer, PacketFramer.HEADER_BYTES, end)));
        } catch (TransportTimeoutException e) {
            return splitAck == SplitAck.LOST ? Unreadable.DAMAGED : Unreadable.INCOMPLETE;
        } catch (IOException e) {
            return Unreadable.LOST;
        }
    }

    /** Reads until the buffer has so many bytes; false at the end of the connection. */
    private boolean fill(Transport transport, int wanted) throws IOException {
        while (have < wanted) {
            int count = transport.read(buffer, have, wanted - have, READ_NANOS);
            if (count < 0) {
                return false;
            }
            have += count;
        }
        return true;
    }
}
