package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * The two bytes {@code ef ff} between the OK byte and the event of a dump packet, once the replica asked for semi-sync on
 * this connection (semisync.md A.6). They are in every packet, whatever the source's own state.
 *
 * @param reply whether the source wants an ACK for this event
 */
public record SemiSyncHeader(Reply reply) {
    /** First byte of header and ACK. */
    public static final int MAGIC = 0xef;
    /** Length. */
    public static final int BYTES = 2;
    /** Offset of the flag byte in a packet, after the OK byte and the magic number. */
    public static final int FLAG_OFFSET = 2;

    /** Whether an ACK is wanted. */
    public enum Reply {
        /** No ACK. */
        NOT_WANTED(0),
        /** ACK wanted. */
        WANTED(1);

        private final int flag;

        Reply(int flag) {
            this.flag = flag;
        }

        /** The flag byte. */
        public int flag() {
            return flag;
        }
    }

    /**
     * Reads the header at {@code offset}; all but bit 0 of the flags is ignored.
     *
     * @throws MalformedBytesException with the replica's text if the magic number is missing
     */
    public static SemiSyncHeader decode(byte[] packet, int offset) {
        if (packet.length < offset + BYTES || (packet[offset] & 0xff) != MAGIC) {
            throw new MalformedBytesException(
                    "Missing magic number for semi-sync packet, packet len: " + (packet.length - offset),
                    offset);
        }
        return new SemiSyncHeader((packet[offset + 1] & 1) == 1 ? Reply.WANTED : Reply.NOT_WANTED);
    }

    /** The two bytes. */
    public byte[] encode() {
        return new byte[]{(byte) MAGIC, (byte) reply.flag()};
    }
}
