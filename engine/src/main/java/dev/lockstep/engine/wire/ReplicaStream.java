package dev.lockstep.engine.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Follows the bytes that a replica sends over one connection and tells its ACKs from everything else: after a dump command,
 * each packet that begins with the magic byte. Bytes in, pieces out; it holds nothing back. What is encrypted or in the
 * compressed protocol it cannot follow. Used by one thread at a time.
 */
public final class ReplicaStream {
    private static final int SSL_REQUEST_BYTES = 32;
    private static final int HEADER = PacketFramer.HEADER_BYTES;
    private static final int SEQUENCE_AT = HEADER - 1;
    private static final int FIRST_BYTES = HEADER + 4;

    /** Whether it can be followed. */
    public enum Form {
        /** Packets as they are. */
        PLAIN,
        /** Within TLS. */
        ENCRYPTED,
        /** In the compressed protocol. */
        COMPRESSED
    }

    /** A run of bytes of what was fed: a whole ACK packet with its header, or something else. */
    public record Piece(int offset, int length, boolean ack) {}

    private final byte[] head = new byte[FIRST_BYTES];
    private volatile Form form = Form.PLAIN;
    private boolean first = true;
    private boolean dumping;
    private boolean compresses;
    private int have;
    private long left;

    /** What it is; encryption shows during the login, compression after it. */
    public Form form() {
        return form;
    }

    /** Takes the next bytes; the pieces cover all of them, in order. */
    public List<Piece> feed(byte[] bytes, int offset, int length) {
        List<Piece> pieces = new ArrayList<>(2);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int start = at;
            boolean fresh = have == 0;
            at = form == Form.PLAIN ? packet(bytes, at, end) : end;
            boolean whole = form == Form.PLAIN && have == 0;
            pieces.add(new Piece(start, at - start, fresh && whole && isAck()));
        }
        return pieces;
    }

    private boolean isAck() {
        return dumping && head[SEQUENCE_AT] == 0 && (head[HEADER] & 0xff) == SemiSyncHeader.MAGIC;
    }

    /** Goes to the end of the present packet, or of the bytes. */
    private int packet(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && have < HEADER) {
            head[have++] = bytes[at++];
            if (have == HEADER && !header()) {
                return end;
            }
        }
        if (have < HEADER) {
            return at;
        }
        int taken = (int) Math.min(left, end - at);
        for (int i = 0; i < taken && have < FIRST_BYTES; i++) {
            head[have++] = bytes[at + i];
        }
        left -= taken;
        if (left == 0) {
            ended();
            have = 0;
        }
        return at + taken;
    }

    /** A packet begins; false if it is one of the compressed protocol. */
    private boolean header() {
        Arrays.fill(head, HEADER, FIRST_BYTES, (byte) 0);
        left = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
        if (compresses && head[SEQUENCE_AT] == 0) {
            form = Form.COMPRESSED;
        }
        return form == Form.PLAIN;
    }

    /** What a packet means for those that follow. */
    private void ended() {
        int length = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
        if (first) {
            first = false;
            int capabilities = (head[HEADER] & 0xff) | (head[HEADER + 1] & 0xff) << 8;
            compresses = (capabilities & Capabilities.COMPRESS) != 0;
            if ((capabilities & Capabilities.SSL) != 0 && length == SSL_REQUEST_BYTES) {
                form = Form.ENCRYPTED;
            }
        } else if (head[SEQUENCE_AT] == 0 && length > 0) {
            int command = head[HEADER] & 0xff;
            dumping |= command == CommandCode.BINLOG_DUMP || command == CommandCode.BINLOG_DUMP_GTID;
        }
    }
}
