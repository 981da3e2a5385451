package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * DECIMAL in rows and user variables: the digits before and behind the point in groups of nine, four bytes each; the groups farthest from the
 * point may be shorter. The first bit is the sign, inverted; all bytes of a negative number are inverted.
 */
public final class PackedDecimal {
    private static final int GROUP_DIGITS = 9;
    private static final int LONG_DIGITS = 18;
    private static final int SIGN = 0x80;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
            1_000_000_000};
    private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private PackedDecimal() {}

    /** Reads a number of {@code precision} digits, {@code scale} of them behind the point. */
    public static BigDecimal read(ByteReader in, int precision, int scale) {
        if (precision < 1 || scale < 0 || scale > precision) {
            throw new MalformedBytesException("decimal of " + precision + " digits, scale " + scale, in.position());
        }
        int whole = precision - scale;
        int head = whole % GROUP_DIGITS;
        int middle = whole / GROUP_DIGITS + scale / GROUP_DIGITS;
        int tail = scale % GROUP_DIGITS;
        boolean negative = (in.peek() & SIGN) == 0;
        long first = head > 0
                ? first(in, head, negative)
                : middle > 0 ? first(in, GROUP_DIGITS, negative) : first(in, tail, negative);
        int left = head > 0 || middle == 0 ? middle : middle - 1;
        int last = head == 0 && middle == 0 ? 0 : tail;
        if (precision <= LONG_DIGITS) {
            long unscaled = first;
            for (int i = 0; i < left; i++) {
                unscaled = unscaled * POWERS[GROUP_DIGITS] + group(in, GROUP_DIGITS, negative);
            }
            unscaled = unscaled * POWERS[last] + group(in, last, negative);
            return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
        }
        BigInteger unscaled = BigInteger.valueOf(first);
        for (int i = 0; i < left; i++) {
            unscaled = plus(unscaled, GROUP_DIGITS, group(in, GROUP_DIGITS, negative));
        }
        unscaled = plus(unscaled, last, group(in, last, negative));
        return new BigDecimal(negative ? unscaled.negate() : unscaled, scale);
    }

    private static BigInteger plus(BigInteger before, int digits, long group) {
        return before.multiply(BigInteger.valueOf(POWERS[digits])).add(BigInteger.valueOf(group));
    }

    /** The group that begins with the sign. */
    private static long first(ByteReader in, int count, boolean negative) {
        long sign = (long) SIGN << 8 * (BYTES[count] - 1);
        return checked(in, count, group(BigEndian.read(in, BYTES[count]) ^ sign, count, negative));
    }

    private static long group(ByteReader in, int count, boolean negative) {
        return checked(in, count, group(BigEndian.read(in, BYTES[count]), count, negative));
    }

    private static long group(long raw, int count, boolean negative) {
        return negative ? ~raw & (1L << 8 * BYTES[count]) - 1 : raw;
    }

    private static long checked(ByteReader in, int count, long group) {
        if (group >= POWERS[count]) {
            throw new MalformedBytesException("decimal group " + group + " for " + count + " digits", in.position());
        }
        return group;
    }

    /** Appends a number, rounded half up to {@code scale}; one that needs more digits is refused. */
    public static void write(ByteWriter out, int precision, int scale, BigDecimal value) {
        BigDecimal scaled = value.setScale(scale, RoundingMode.HALF_UP);
        String digits = scaled.unscaledValue().abs().toString();
        if (digits.length() > precision && scaled.signum() != 0) {
            throw new ArithmeticException(value + " does not fit DECIMAL(" + precision + "," + scale + ")");
        }
        digits = digits.length() > precision ? "0".repeat(precision) : digits;
        boolean negative = scaled.signum() < 0;
        int start = out.size();
        writeGroups(out, "0".repeat(precision - digits.length()) + digits, precision - scale);
        byte[] written = out.array();
        for (int i = start; i < out.size(); i++) {
            written[i] ^= (byte) (negative ? 0xff : 0);
        }
        written[start] ^= (byte) 0x80;
    }

    private static void writeGroups(ByteWriter out, String digits, int whole) {
        int at = 0;
        while (at < digits.length()) {
            int first = at < whole ? (whole - at) % GROUP_DIGITS : 0;
            int count = first != 0 ? first : Math.min(GROUP_DIGITS, digits.length() - at);
            BigEndian.write(out, Long.parseLong(digits.substring(at, at + count)), BYTES[count]);
            at += count;
        }
    }
}
