package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/** Numbers with the highest byte first, as decimals, bits and the temporal types with 2 are stored. */
public final class BigEndian {
    private BigEndian() {}

    /** Reads {@code width} bytes. */
    public static long read(ByteReader in, int width) {
        return width == 0 ? 0 : Long.reverseBytes(in.unsigned(width)) >>> (64 - 8 * width);
    }

    /** Appends the low {@code width} bytes. */
    public static void write(ByteWriter out, long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            out.u8((int) (value >>> (8 * i)));
        }
    }
}
