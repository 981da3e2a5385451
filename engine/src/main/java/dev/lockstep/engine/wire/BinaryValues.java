package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of the binary protocol, by column type. */
final class BinaryValues {
    private static final Pattern TIMESTAMP = Pattern
            .compile("(\\d{1,4})-(\\d{1,2})-(\\d{1,2})(?:[ T](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?)?");
    private static final Pattern TIME = Pattern.compile("(-?)(\\d{1,5}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?");
    private static final long HOURS_PER_DAY = 24;

    private BinaryValues() {}

    static ParameterValue read(ByteReader in, ColumnType type, boolean unsigned) {
        return switch (type) {
            case NULL -> new ParameterValue.Null();
            case TINY -> integer(in.unsigned(1), 1, unsigned);
            case SHORT, YEAR -> integer(in.unsigned(2), 2, unsigned);
            case LONG, INT24 -> integer(in.unsigned(4), 4, unsigned);
            case LONGLONG -> integer(in.unsigned(8), 8, unsigned);
            case FLOAT -> new ParameterValue.FloatValue(Float.intBitsToFloat(in.i32()));
            case DOUBLE -> new ParameterValue.DoubleValue(Double.longBitsToDouble(in.u64()));
            case DATE, DATETIME, TIMESTAMP -> dateTime(in, type);
            case TIME -> time(in);
            default -> new ParameterValue.TextValue(type, Blob.of(in.bytes(in.lenencLength())));
        };
    }

    private static ParameterValue integer(long raw, int width, boolean unsigned) {
        if (unsigned) {
            return ParameterValue.IntegerValue.ofUnsigned(raw);
        }
        int shift = 64 - 8 * width;
        return ParameterValue.IntegerValue.of(raw << shift >> shift);
    }

    private static ParameterValue dateTime(ByteReader in, ColumnType type) {
        int length = length(in, 0, 4, 7, 11);
        ParameterValue.DateValue date = length >= 4
                ? new ParameterValue.DateValue(in.u16(), in.u8(), in.u8())
                : new ParameterValue.DateValue(0, 0, 0);
        int hour = length >= 7 ? in.u8() : 0;
        int minute = length >= 7 ? in.u8() : 0;
        int second = length >= 7 ? in.u8() : 0;
        int micros = length >= 11 ? micros(in) : 0;
        return type == ColumnType.DATE
                ? date
                : new ParameterValue.DateTimeValue(date, hour, minute, second, micros);
    }

    private static ParameterValue time(ByteReader in) {
        int length = length(in, 0, 8, 12);
        if (length == 0) {
            return new ParameterValue.TimeValue(1, 0, 0, 0, 0);
        }
        int sign = in.u8() == 0 ? 1 : -1;
        long hours = in.u32() * HOURS_PER_DAY + in.u8();
        int minutes = in.u8();
        int seconds = in.u8();
        return new ParameterValue.TimeValue(sign, hours, minutes, seconds, length >= 12 ? micros(in) : 0);
    }

    private static int length(ByteReader in, int... allowed) {
        int length = in.u8();
        for (int one : allowed) {
            if (one == length) {
                return length;
            }
        }
        throw new MalformedBytesException("date or time of " + length + " bytes", in.position() - 1);
    }

    private static int micros(ByteReader in) {
        long micros = in.u32();
        if (micros > 999_999) {
            throw new MalformedBytesException(micros + " microseconds", in.position() - 4);
        }
        return (int) micros;
    }

    static void write(ByteWriter out, ColumnType type, Blob cell) {
        String text = new String(cell.bytes(), StandardCharsets.ISO_8859_1);
        switch (type) {
            case NULL -> {
            }
            case TINY -> out.integer(number(text), 1);
            case SHORT, YEAR -> out.integer(number(text), 2);
            case LONG, INT24 -> out.integer(number(text), 4);
            case LONGLONG -> out.integer(number(text), 8);
            case FLOAT -> out.u32(Float.floatToRawIntBits(Float.parseFloat(text)));
            case DOUBLE -> out.u64(Double.doubleToRawLongBits(Double.parseDouble(text)));
            case DATE, DATETIME, TIMESTAMP -> writeDateTime(out, text);
            case TIME -> writeTime(out, text);
            default -> out.lenencBytes(cell.bytes());
        }
    }

    private static long number(String text) {
        return new BigInteger(text).longValue();
    }

    private static void writeDateTime(ByteWriter out, String text) {
        Matcher parts = match(TIMESTAMP, text, "a date");
        boolean clock = parts.group(4) != null;
        int micros = micros(parts.group(7));
        out.u8(micros != 0 ? 11 : clock ? 7 : 4).u16(part(parts, 1)).u8(part(parts, 2)).u8(part(parts, 3));
        if (clock) {
            out.u8(part(parts, 4)).u8(part(parts, 5)).u8(part(parts, 6));
        }
        if (micros != 0) {
            out.u32(micros);
        }
    }

    private static void writeTime(ByteWriter out, String text) {
        Matcher parts = match(TIME, text, "a time");
        int hours = part(parts, 2);
        int micros = micros(parts.group(5));
        out.u8(micros != 0 ? 12 : 8)
                .u8(parts.group(1).isEmpty() ? 0 : 1)
                .u32(hours / HOURS_PER_DAY)
                .u8((int) (hours % HOURS_PER_DAY))
                .u8(part(parts, 3))
                .u8(part(parts, 4));
        if (micros != 0) {
            out.u32(micros);
        }
    }

    private static Matcher match(Pattern pattern, String text, String what) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not " + what + ": " + text);
        }
        return matcher;
    }

    private static int part(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    @SuppressWarnings("NullAway") // a group that did not take part is null
    private static int micros(String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "000000").substring(0, 6));
    }

    static String fraction(int micros) {
        return micros == 0 ? "" : String.format(".%06d", micros);
    }

    /** Java writes {@code 1.0} and {@code 1.0E10} where servers write {@code 1} and {@code 10000000000}. */
    static String shortest(String java) {
        if (java.endsWith(".0")) {
            return java.substring(0, java.length() - 2);
        }
        return java.replace(".0E", "e").replace('E', 'e');
    }
}
