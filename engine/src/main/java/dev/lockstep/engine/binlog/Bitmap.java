package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A column bitmap as events carry it: bit {@code i} is bit {@code i % 8} of byte {@code i / 8}. Immutable.
 *
 * @param bits number of columns
 * @param bytes the bitmap, {@code (bits + 7) / 8} bytes
 */
public record Bitmap(int bits, RawBytes bytes) {
    /** A bitmap of no columns. */
    public static final Bitmap EMPTY = new Bitmap(0, RawBytes.EMPTY);

    /** Refuses a length that does not fit the number of bits. */
    public Bitmap {
        if (bits < 0 || bytes.size() != lengthBytes(bits)) {
            throw new IllegalArgumentException("bitmap of " + bits + " bits in " + bytes.size() + " bytes");
        }
    }

    /** All bits set; the padding bits of the last byte are set too, as MySQL writes them. */
    public static Bitmap all(int bits) {
        byte[] bytes = new byte[lengthBytes(bits)];
        Arrays.fill(bytes, (byte) 0xff);
        return new Bitmap(bits, RawBytes.of(bytes));
    }

    /** The bits for which {@code set} holds. */
    public static Bitmap of(int bits, IntPredicate set) {
        byte[] bytes = new byte[lengthBytes(bits)];
        for (int bit = 0; bit < bits; bit++) {
            if (set.test(bit)) {
                bytes[bit >> 3] |= (byte) (1 << (bit & 7));
            }
        }
        return new Bitmap(bits, RawBytes.of(bytes));
    }

    /** The bits for which {@code set} holds, and the padding bits of the last byte: NULL bitmaps of rows. */
    public static Bitmap padded(int bits, IntPredicate set) {
        Bitmap whole = of(lengthBytes(bits) * 8, bit -> bit >= bits || set.test(bit));
        return new Bitmap(bits, whole.bytes());
    }

    /** Reads a bitmap of {@code bits} columns. */
    public static Bitmap read(ByteReader in, int bits) {
        return new Bitmap(bits, RawBytes.read(in, lengthBytes(bits)));
    }

    /** Bytes that {@code bits} columns take. */
    public static int lengthBytes(int bits) {
        return bits / 8 + (bits % 8 == 0 ? 0 : 1);
    }

    /** Whether column {@code bit} is set. */
    public boolean has(int bit) {
        return (bytes.at(bit >> 3) & (1 << (bit & 7))) != 0;
    }

    /** Number of columns that are set. */
    public int count() {
        int count = 0;
        for (int bit = 0; bit < bits; bit++) {
            count += has(bit) ? 1 : 0;
        }
        return count;
    }

    /** Appends the bitmap. */
    public void writeTo(ByteWriter out) {
        bytes.writeTo(out);
    }
}
