package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * The 19 bytes that begin each event (semisync.md B.1).
 *
 * @param timestampSeconds when the statement began, in seconds of Unix time; 0 if made up
 * @param type type code, see {@link EventTypes}
 * @param serverId the server that wrote it first
 * @param eventSize bytes of the whole event, header and checksum included
 * @param endLogPos offset of the next event in the file of the server that wrote it; 0 if made up
 * @param flags see {@link EventFlags}
 */
public record EventHeader(long timestampSeconds, int type, long serverId, long eventSize, long endLogPos, int flags) {
    /** Bytes of a header. */
    public static final int SIZE = 19;
    /** Where {@link #endLogPos()} stands in an event. */
    static final int END_LOG_POS_AT = 13;
    /** Where {@link #flags()} stands in an event. */
    static final int FLAGS_AT = 17;

    /** Reads a header; a size below {@link #SIZE} is malformed. */
    public static EventHeader read(ByteReader in) {
        EventHeader header = new EventHeader(in.u32(), in.u8(), in.u32(), in.u32(), in.u32(), in.u16());
        if (header.eventSize < SIZE) {
            throw new MalformedBytesException("event size " + header.eventSize + " is less than its header", 9);
        }
        return header;
    }

    /** The type code of a header that begins at that index. */
    public static int type(byte[] bytes, int start) {
        return bytes[start + 4] & 0xff;
    }

    /** The size of the event whose header begins at that index, whatever it says. */
    public static long eventSize(byte[] bytes, int start) {
        return bytes[start + 9] & 0xff | (bytes[start + 10] & 0xff) << 8 | (bytes[start + 11] & 0xff) << 16
                | (bytes[start + 12] & 0xffL) << 24;
    }

    /** Whether the header that begins at that index has a flag. */
    public static boolean has(byte[] bytes, int start, int flag) {
        int flags = bytes[start + FLAGS_AT] & 0xff | (bytes[start + FLAGS_AT + 1] & 0xff) << 8;
        return (flags & flag) == flag;
    }

    /** Appends the header. */
    public void writeTo(ByteWriter out) {
        out.u32(timestampSeconds).u8(type).u32(serverId).u32(eventSize).u32(endLogPos).u16(flags);
    }

    /** Whether all bits of {@code flag} are set. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }
}
