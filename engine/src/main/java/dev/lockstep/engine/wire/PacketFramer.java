package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into packets: frames of a 3-byte length, a sequence number and that many bytes; a frame of 2^24-1
 * bytes is continued by the next, so that a payload of exactly that length needs an empty frame after it
 * (semisync.md A.1). Incremental: {@link #feed} bytes as they come, then take {@link #next()} until it is null.
 *
 * <p>Keeps no more than what was fed; a length announces itself before its bytes are kept, so a hostile one costs nothing.
 * Not thread-safe.
 */
public final class PacketFramer {
    /** Length of a frame that is continued by the next. */
    public static final int MAX_FRAME_BYTES = 0xff_ffff;
    /** Length of a frame's header. */
    public static final int HEADER_BYTES = 4;
    private static final byte[] NONE = new byte[0];

    private int maxPacketBytes;
    private byte[] buffer = new byte[4096];
    private int from;
    private int to;
    private byte[] joined = NONE;
    private boolean joining;
    private boolean anySequence;
    private int sequence;

    /** Refuses packets larger than {@code maxPacketBytes}. The first packet must have sequence number 0. */
    public PacketFramer(int maxPacketBytes) {
        this.maxPacketBytes = maxPacketBytes;
    }

    /** Limit of a packet in bytes. */
    public int maxPacketBytes() {
        return maxPacketBytes;
    }

    /** Changes the limit; holds from the next frame on. */
    public void maxPacketBytes(int limit) {
        maxPacketBytes = limit;
    }

    /** Adds bytes that arrived. */
    public void feed(byte[] source, int offset, int length) {
        if (buffer.length - to < length) {
            int held = to - from;
            byte[] target = held + length > buffer.length
                    ? new byte[Math.max(held + length, buffer.length * 2)]
                    : buffer;
            System.arraycopy(buffer, from, target, 0, held);
            buffer = target;
            from = 0;
            to = held;
        }
        System.arraycopy(source, offset, buffer, to, length);
        to += length;
    }

    /**
     * The next whole packet's payload, or null if more bytes are needed.
     *
     * @throws PacketsOutOfOrderException if a frame has an unexpected sequence number; the frame stays
     * @throws PacketTooLargeException if the packet is over the limit
     */
    public byte @Nullable [] next() {
        while (to - from >= HEADER_BYTES) {
            int length = buffer[from] & 0xff | (buffer[from + 1] & 0xff) << 8 | (buffer[from + 2] & 0xff) << 16;
            check(length, buffer[from + 3] & 0xff);
            if (to - from - HEADER_BYTES < length) {
                return null;
            }
            byte[] frame = Arrays.copyOfRange(buffer, from + HEADER_BYTES, from + HEADER_BYTES + length);
            from += HEADER_BYTES + length;
            sequence = sequence + 1 & 0xff;
            byte[] packet = joining ? join(frame) : frame;
            joining = length == MAX_FRAME_BYTES;
            joined = joining ? packet : NONE;
            if (!joining) {
                shrink();
                return packet;
            }
        }
        return null;
    }

    /** From now on takes frames of any sequence number: within the compressed protocol its own numbers count. */
    public void takeAnySequence() {
        anySequence = true;
    }

    private void check(int length, int got) {
        if (got != sequence && !anySequence) {
            throw new PacketsOutOfOrderException(sequence, got);
        }
        long total = (long) joined.length + length;
        if (total > maxPacketBytes) {
            throw new PacketTooLargeException(total, maxPacketBytes);
        }
    }

    private byte[] join(byte[] frame) {
        byte[] whole = Arrays.copyOf(joined, joined.length + frame.length);
        System.arraycopy(frame, 0, whole, joined.length, frame.length);
        return whole;
    }

    private void shrink() {
        if (from == to) {
            from = 0;
            to = 0;
            if (buffer.length > 1 << 20) {
                buffer = new byte[4096];
            }
        }
    }

    /** Sequence number that the next frame must have, 0 to 255. */
    public int sequence() {
        return sequence;
    }

    /** Sets the sequence number that the next packet must have; refused in the middle of a split packet. */
    public void expectSequence(int next) {
        if (joining) {
            throw new IllegalStateException("in the middle of a packet of several frames");
        }
        sequence = next & 0xff;
    }

    /** Whether frames of a packet were taken whose last frame has not come yet. */
    public boolean joining() {
        return joining;
    }

    /** Gives back the bytes that were fed and not taken: what follows is no longer made of plain packets. */
    public byte[] takeBuffered() {
        byte[] rest = Arrays.copyOfRange(buffer, from, to);
        from = 0;
        to = 0;
        return rest;
    }

    /** Bytes fed and not yet taken. */
    public int bufferedBytes() {
        return to - from;
    }

    /**
     * Appends a payload as one frame or several.
     *
     * @return the sequence number after the last frame
     */
    public static int frame(ByteWriter out, int firstSequence, byte[] payload) {
        return frame(out, firstSequence, NONE, payload, 0, payload.length);
    }

    /** The same for a payload in two parts: {@code head}, shorter than a frame, then a slice of an array. */
    public static int frame(ByteWriter out, int firstSequence, byte[] head, byte[] body, int start, int length) {
        int next = firstSequence;
        int at = -head.length;
        int count;
        do {
            count = Math.min(MAX_FRAME_BYTES, length - at);
            out.u24(count).u8(next);
            if (at < 0) {
                out.bytes(head).bytes(body, start, count - head.length);
            } else {
                out.bytes(body, start + at, count);
            }
            next = next + 1 & 0xff;
            at += count;
        } while (count == MAX_FRAME_BYTES);
        return next;
    }
}
