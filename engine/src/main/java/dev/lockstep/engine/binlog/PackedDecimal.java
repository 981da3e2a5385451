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
        byte[] bytes = in.bytes(bytes(whole) + bytes(scale));
        boolean negative = (bytes[0] & 0x80) == 0;
        bytes[0] ^= (byte) 0x80;
        if (negative) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
        ByteReader digits = new ByteReader(bytes);
        if (precision <= LONG_DIGITS) {
            long unscaled = readLong(digits, whole, scale, in);
            return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
        }
        StringBuilder text = new StringBuilder(precision + 1);
        readGroup(digits, text, whole % GROUP_DIGITS, in);
        for (int i = 0; i < whole / GROUP_DIGITS + scale / GROUP_DIGITS; i++) {
            readGroup(digits, text, GROUP_DIGITS, in);
        }
        readGroup(digits, text, scale % GROUP_DIGITS, in);
        BigInteger unscaled = new BigInteger(text.toString());
        return new BigDecimal(negative ? unscaled.negate() : unscaled, scale);
    }

    /** All digits as one number, where it fits. */
    private static long readLong(ByteReader digits, int whole, int scale, ByteReader in) {
        long value = group(digits, whole % GROUP_DIGITS, in);
        for (int i = 0; i < whole / GROUP_DIGITS + scale / GROUP_DIGITS; i++) {
            value = value * POWERS[GROUP_DIGITS] + group(digits, GROUP_DIGITS, in);
        }
        return value * POWERS[scale % GROUP_DIGITS] + group(digits, scale % GROUP_DIGITS, in);
    }

    private static long group(ByteReader digits, int count, ByteReader in) {
        long group = BigEndian.read(digits, BYTES[count]);
        if (group >= POWERS[count]) {
            throw new MalformedBytesException("decimal group " + group + " for " + count + " digits", in.position());
        }
        return group;
    }

    private static void readGroup(ByteReader digits, StringBuilder text, int count, ByteReader in) {
        if (count == 0) {
            return;
        }
        String group = Long.toString(group(digits, count, in));
        text.repeat('0', count - group.length()).append(group);
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

    private static int bytes(int digits) {
        return digits / GROUP_DIGITS * 4 + BYTES[digits % GROUP_DIGITS];
    }
}
