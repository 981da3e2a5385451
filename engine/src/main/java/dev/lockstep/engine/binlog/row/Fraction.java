package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.BigEndian;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/** A fraction of a second of 0 to 6 digits: one byte for each two digits, which count hundredths, 10^-4 or 10^-6. */
final class Fraction {
    private static final int[] UNIT_MICROS = {1_000_000, 10_000, 100, 1};

    private Fraction() {}

    static int bytes(int digits) {
        return (digits + 1) / 2;
    }

    static int micros(long packed, int digits) {
        return (int) packed * UNIT_MICROS[bytes(digits)];
    }

    /** What is finer than {@code digits} is cut off. */
    static long pack(int micros, int digits) {
        if (digits == 0) {
            return 0;
        }
        int step = (int) Math.pow(10, 6 - digits);
        return (long) micros / step * step / UNIT_MICROS[bytes(digits)];
    }

    static int read(ByteReader in, int digits) {
        return digits == 0 ? 0 : Math.min(999_999, micros(BigEndian.read(in, bytes(digits)), digits));
    }

    static void write(ByteWriter out, int micros, int digits) {
        BigEndian.write(out, pack(micros, digits), bytes(digits));
    }
}
