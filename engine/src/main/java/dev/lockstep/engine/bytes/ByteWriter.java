package dev.lockstep.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing little-endian buffer, the mirror image of {@link ByteReader}. Not thread-safe. */
public final class ByteWriter {
    private byte[] bytes;
    private int size;

    /** An empty buffer. */
    public ByteWriter() {
        this(64);
    }

    /** An empty buffer with room for {@code capacity} bytes. */
    public ByteWriter(int capacity) {
        bytes = new byte[Math.max(8, capacity)];
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Forgets what was written and keeps the room. */
    public ByteWriter clear() {
        size = 0;
        return this;
    }

    /** 8 bits. */
    public ByteWriter u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** 16 bits. */
    public ByteWriter u16(int value) {
        return integer(value, 2);
    }

    /** 24 bits. */
    public ByteWriter u24(int value) {
        return integer(value, 3);
    }

    /** 32 bits. */
    public ByteWriter u32(long value) {
        return integer(value, 4);
    }

    /** 48 bits. */
    public ByteWriter u48(long value) {
        return integer(value, 6);
    }

    /** 64 bits. */
    public ByteWriter u64(long value) {
        return integer(value, 8);
    }

    /** The low {@code width} bytes of a number. */
    public ByteWriter integer(long value, int width) {
        room(width);
        for (int i = 0; i < width; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    /** A length-encoded integer. */
    public ByteWriter lenenc(long value) {
        if (value >= 0 && value < 0xfb) {
            return u8((int) value);
        }
        if (value >= 0 && value < 1 << 16) {
            return u8(0xfc).integer(value, 2);
        }
        if (value >= 0 && value < 1 << 24) {
            return u8(0xfd).integer(value, 3);
        }
        return u8(0xfe).integer(value, 8);
    }

    /** Raw bytes. */
    public ByteWriter bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    /** A slice of raw bytes. */
    public ByteWriter bytes(byte[] source, int offset, int length) {
        room(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** {@code count} zero bytes. */
    public ByteWriter zeros(int count) {
        room(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    /** UTF-8 without a length. */
    public ByteWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** UTF-8 and a zero byte. */
    public ByteWriter zeroTerminated(String text) {
        return text(text).u8(0);
    }

    /** UTF-8 with a length-encoded length. */
    public ByteWriter lenencText(String text) {
        return lenencBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Raw bytes with a length-encoded length. */
    public ByteWriter lenencBytes(byte[] source) {
        return lenenc(source.length).bytes(source);
    }

    /** Overwrites {@code width} bytes that were already written. */
    public ByteWriter patch(int position, long value, int width) {
        if (position < 0 || position + width > size) {
            throw new IndexOutOfBoundsException("patch at " + position + " of " + size);
        }
        for (int i = 0; i < width; i++) {
            bytes[position + i] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The backing array, valid up to {@link #size()} until the next write; for checksums and sockets without a copy. */
    public byte[] array() {
        return bytes;
    }

    private void room(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count);
        }
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
        }
    }
}
