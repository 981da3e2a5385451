package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.PacketFramer;
import dev.lockstep.engine.wire.SemiSyncReply;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.TransportTimeoutException;
import java.io.IOException;

/**
 * Reads single packets as the server's {@code my_net_read} does with the ACK receiver's private {@code NET}: sequence number
 * 0 each time, a buffer of {@link SemiSyncReply#MAX_BYTES}, and a read timeout of one millisecond for each part. What was
 * read of a packet that does not come in time is lost, and its rest is taken for the next packet: bug #99628.
 */
final class AckPacketReader {
    private static final long READ_NANOS = 1_000_000;

    private final byte[] buffer = new byte[SemiSyncReply.MAX_BYTES];

    /** What came. */
    sealed interface Result permits Packet, Unreadable {}

    /** A whole packet. */
    record Packet(Blob payload) implements Result {}

    /** No packet. */
    enum Unreadable implements Result {
        /** The connection is at its end (ER_NET_READ_ERROR). */
        LOST,
        /** Not in time, out of order or too long. */
        DAMAGED
    }

    Result read(Transport transport) {
        try {
            if (!fill(transport, PacketFramer.HEADER_BYTES)) {
                return Unreadable.LOST;
            }
            ByteReader header = new ByteReader(buffer, 0, PacketFramer.HEADER_BYTES);
            int length = header.u24();
            if (header.u8() != 0 || length > buffer.length) {
                return Unreadable.DAMAGED;
            }
            return fill(transport, length)
                    ? new Packet(Blob.of(java.util.Arrays.copyOf(buffer, length)))
                    : Unreadable.LOST;
        } catch (TransportTimeoutException e) {
            return Unreadable.DAMAGED;
        } catch (IOException e) {
            return Unreadable.LOST;
        }
    }

    private boolean fill(Transport transport, int length) throws IOException {
        int have = 0;
        while (have < length) {
            int count = transport.read(buffer, have, length - have, READ_NANOS);
            if (count < 0) {
                return false;
            }
            have += count;
        }
        return true;
    }
}
