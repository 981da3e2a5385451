package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable run of bytes with value equality, for the parts of an event that are kept as they came. */
public final class RawBytes {
    /** No bytes. */
    public static final RawBytes EMPTY = new RawBytes(new byte[0]);

    private final byte[] bytes;
    private final int start;
    private final int size;

    private RawBytes(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private RawBytes(byte[] bytes, int start, int size) {
        this.bytes = bytes;
        this.start = start;
        this.size = size;
    }

    /** A copy of {@code bytes}. */
    public static RawBytes of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new RawBytes(bytes.clone());
    }

    /** What {@code writer} holds now. */
    public static RawBytes of(ByteWriter writer) {
        return writer.size() == 0 ? EMPTY : new RawBytes(writer.toBytes());
    }

    /** {@code count} zero bytes. */
    public static RawBytes zeros(int count) {
        return count == 0 ? EMPTY : new RawBytes(new byte[count]);
    }

    /** The next {@code count} bytes of {@code in}. */
    public static RawBytes read(ByteReader in, int count) {
        return count == 0 ? EMPTY : new RawBytes(in.bytes(count));
    }

    /** All that is left of {@code in}. */
    public static RawBytes rest(ByteReader in) {
        return read(in, in.remaining());
    }

    /** All that is left of {@code in}, not a copy: what it reads must not be changed any more. */
    static RawBytes sharedRest(ByteReader in) {
        RawBytes shared = new RawBytes(in.array(), in.arrayIndex(), in.remaining());
        in.skip(in.remaining());
        return shared;
    }

    /** Number of bytes. */
    public int size() {
        return size;
    }

    /** Byte at {@code index}, unsigned. */
    public int at(int index) {
        return bytes[start + Objects.checkIndex(index, size)] & 0xff;
    }

    /** A cursor over the bytes. */
    public ByteReader reader() {
        return new ByteReader(bytes, start, size);
    }

    /** Appends the bytes to {@code out}. */
    public void writeTo(ByteWriter out) {
        out.bytes(bytes, start, size);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, start + size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawBytes raw
                && Arrays.equals(bytes, start, start + size, raw.bytes, raw.start, raw.start + raw.size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + size; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, start, start + size);
    }
}
