package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes with value equality, for the parts of an event that are kept as they came. */
public final class RawBytes {
    /** No bytes. */
    public static final RawBytes EMPTY = new RawBytes(new byte[0]);

    private final byte[] bytes;

    private RawBytes(byte[] bytes) {
        this.bytes = bytes;
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

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Byte at {@code index}, unsigned. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** A cursor over the bytes. */
    public ByteReader reader() {
        return new ByteReader(bytes);
    }

    /** Appends the bytes to {@code out}. */
    public void writeTo(ByteWriter out) {
        out.bytes(bytes);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawBytes raw && Arrays.equals(bytes, raw.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
