package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * What a replica sends back on the dump connection: an ACK, or something that the source refuses with a line in its error
 * log and then ignores (semisync.md A.6). Hence a value, not an exception.
 */
public sealed interface SemiSyncReply {
    /** Longest ACK: magic number, position, and a name of FN_REFLEN and one more. */
    int MAX_BYTES = 522;
    /** Offset of the file name. */
    int FILE_OFFSET = 9;
    /** A file name must be shorter (the servers' FN_REFLEN). */
    int FILE_LIMIT_BYTES = 512;

    /**
     * Everything up to this position has arrived.
     *
     * @param file binlog file name on the source; empty passes, as in the servers
     * @param offset end of the last event received, unsigned 64 bits
     */
    record SemiSyncAck(String file, long offset) implements SemiSyncReply {
        /** The payload. */
        public byte[] encode() {
            return new ByteWriter().u8(SemiSyncHeader.MAGIC).u64(offset).text(file).toBytes();
        }
    }

    /**
     * Not an ACK.
     *
     * @param message the server's text for its error log
     * @param packet what came
     */
    record Refused(String message, Blob packet) implements SemiSyncReply {
        /** Whether it is a replica's COM_QUIT: newer servers then say that its thread has stopped. */
        public boolean quit() {
            return packet.size() == 1 && packet.bytes()[0] == CommandCode.QUIT;
        }
    }

    /** Reads a packet, checking in the servers' order; never throws. */
    static SemiSyncReply decode(byte[] packet) {
        if (packet.length == 0 || (packet[0] & 0xff) != SemiSyncHeader.MAGIC) {
            return new Refused("Read semi-sync reply magic number error", Blob.of(packet));
        }
        if (packet.length < FILE_OFFSET) {
            return new Refused("Read semi-sync reply length error: packet is too small", Blob.of(packet));
        }
        if (packet.length - FILE_OFFSET >= FILE_LIMIT_BYTES) {
            return new Refused("Read semi-sync reply binlog file length too large", Blob.of(packet));
        }
        ByteReader in = new ByteReader(packet);
        in.skip(1);
        long offset = in.u64();
        return new SemiSyncAck(in.restText(), offset);
    }
}
