package dev.lockstep.engine.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A bounded cursor over a slice of a byte array; numbers are little-endian, as everywhere in the MySQL protocol and in
 * the binlog. Reading past the end throws {@link MalformedBytesException} and never allocates first, so that a hostile
 * length costs nothing. Not thread-safe.
 */
public final class ByteReader {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    /** Reads the whole array. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads {@code length} bytes from {@code offset}. */
    public ByteReader(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new IndexOutOfBoundsException("slice " + offset + "+" + length + " of " + bytes.length);
        }
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
        this.at = offset;
    }

    /** Bytes read so far. */
    public int position() {
        return at - start;
    }

    /** Bytes not yet read. */
    public int remaining() {
        return end - at;
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return at == end;
    }

    /** Moves the cursor to an absolute position of this slice. */
    public void seek(int position) {
        if (position < 0 || position > end - start) {
            throw new MalformedBytesException("cannot move to byte " + position + " of " + (end - start), position());
        }
        at = start + position;
    }

    /** Skips {@code count} bytes. */
    public void skip(int count) {
        need(count, "skip");
        at += count;
    }

    /** The next byte without moving, or -1 at the end. */
    public int peek() {
        return at == end ? -1 : bytes[at] & 0xff;
    }

    /** The array that it reads, not a copy: not to be changed. */
    public byte[] array() {
        return bytes;
    }

    /** Index of the next byte in {@link #array()}. */
    public int arrayIndex() {
        return at;
    }

    /** Unsigned 8 bits. */
    public int u8() {
        need(1, "u8");
        return bytes[at++] & 0xff;
    }

    /** Unsigned 16 bits. */
    public int u16() {
        return (int) unsigned(2);
    }

    /** Unsigned 24 bits. */
    public int u24() {
        return (int) unsigned(3);
    }

    /** Unsigned 32 bits. */
    public long u32() {
        return unsigned(4);
    }

    /** Unsigned 48 bits. */
    public long u48() {
        return unsigned(6);
    }

    /** 64 bits, to be read as unsigned or signed by the caller. */
    public long u64() {
        return unsigned(8);
    }

    /** Signed 32 bits. */
    public int i32() {
        return (int) unsigned(4);
    }

    /** An unsigned number of {@code width} bytes (1 to 8). */
    public long unsigned(int width) {
        if (width > end - at) {
            throw missing("integer of " + width + " bytes", width);
        }
        long value = switch (width) {
            case 4 -> (int) INTS.get(bytes, at) & 0xffff_ffffL;
            case 8 -> (long) LONGS.get(bytes, at);
            case 1 -> bytes[at] & 0xff;
            default -> at <= bytes.length - Long.BYTES
                    ? (long) LONGS.get(bytes, at) & (1L << (8 * width)) - 1
                    : byteByByte(width);
        };
        at += width;
        return value;
    }

    private long byteByByte(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (bytes[at + i] & 0xffL) << (8 * i);
        }
        return value;
    }

    /** A length-encoded integer; 0xfb (NULL) and 0xff are refused. */
    public long lenenc() {
        int first = u8();
        return switch (first) {
            case 0xfb -> throw new MalformedBytesException("NULL where a length was expected", position() - 1);
            case 0xfc -> unsigned(2);
            case 0xfd -> unsigned(3);
            case 0xfe -> unsigned(8);
            case 0xff -> throw new MalformedBytesException("0xff is not a length", position() - 1);
            default -> first;
        };
    }

    /** A length-encoded integer that must be a count of at most {@link #remaining()} bytes. */
    public int lenencLength() {
        int before = position();
        long length = lenenc();
        if (length < 0 || length > remaining()) {
            throw new MalformedBytesException(
                    "length " + Long.toUnsignedString(length) + " but " + remaining() + " bytes left",
                    before);
        }
        return (int) length;
    }

    /** A copy of the next {@code count} bytes. */
    public byte[] bytes(int count) {
        need(count, "bytes");
        byte[] copy = Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return copy;
    }

    /** A copy of all that is left. */
    public byte[] rest() {
        return bytes(remaining());
    }

    /** A cursor over the next {@code count} bytes; this cursor moves past them. */
    public ByteReader slice(int count) {
        need(count, "slice");
        ByteReader slice = new ByteReader(bytes, at, count);
        at += count;
        return slice;
    }

    /** A string of {@code count} bytes. */
    public String text(int count, Charset charset) {
        need(count, "text");
        String text = new String(bytes, at, count, charset);
        at += count;
        return text;
    }

    /** All that is left, as UTF-8. */
    public String restText() {
        return text(remaining(), StandardCharsets.UTF_8);
    }

    /** UTF-8 up to a zero byte, which is consumed; a missing zero byte is malformed. */
    public String zeroTerminated() {
        for (int i = at; i < end; i++) {
            if (bytes[i] == 0) {
                String text = new String(bytes, at, i - at, StandardCharsets.UTF_8);
                at = i + 1;
                return text;
            }
        }
        throw new MalformedBytesException("text without its terminating zero byte", position());
    }

    /** UTF-8 with a length-encoded length. */
    public String lenencText() {
        return text(lenencLength(), StandardCharsets.UTF_8);
    }

    private void need(int count, String what) {
        if (count < 0 || count > end - at) {
            throw missing(what, count);
        }
    }

    private MalformedBytesException missing(String what, int count) {
        return new MalformedBytesException(what + ": " + count + " bytes wanted, " + (end - at) + " left", position());
    }
}
