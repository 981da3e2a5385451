package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.BigEndian;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times. Those with 2 (MySQL 5.6 and later) are big-endian, offset so that they sort as bytes, and followed by
 * the fraction of the second in as many bytes as its digits need; the older ones are little-endian and only read.
 */
final class TemporalCodec {
    private static final long TIME_BIAS = 0x80_0000L;
    private static final long DATETIME_BIAS = 0x80_0000_0000L;
    private static final long MAX_HOURS = 838;
    private static final Pattern LITERAL = Pattern
            .compile("(\\d{4})-(\\d{2})-(\\d{2})(?:[ T](\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,6}))?)?");

    private TemporalCodec() {}

    static Object read(ByteReader in, ColumnSpec column) {
        return switch (column.type()) {
            case DATE -> readDate(in);
            case YEAR -> readYear(in);
            case TIME2 -> readTime(in, column.meta());
            case DATETIME2 -> readDateTime(in, column);
            case TIMESTAMP2 -> readTimestamp(in, column);
            case TIMESTAMP -> Instant.ofEpochSecond(in.u32());
            case DATETIME -> readOldDateTime(in);
            case TIME -> readOldTime(in);
            default -> throw new IllegalStateException("not temporal: " + column.type());
        };
    }

    static void write(ByteWriter out, ColumnSpec column, Object value) {
        switch (column.type()) {
            case DATE -> writeDate(out, column, value);
            case YEAR -> writeYear(out, column, value);
            case TIME2 -> writeTime(out, column, value);
            case DATETIME2 -> writeDateTime(out, column, value);
            case TIMESTAMP2 -> writeTimestamp(out, column, value);
            default -> throw ValueCodec.refused(column, value);
        }
    }

    private static Object readDate(ByteReader in) {
        int raw = in.u24();
        return date(raw >> 9, raw >> 5 & 15, raw & 31);
    }

    private static Object date(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return dateText(year, month, day);
        }
    }

    private static String dateText(int year, int month, int day) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }

    private static void writeDate(ByteWriter out, ColumnSpec column, Object value) {
        int[] parts = parts(column, value);
        out.u24(parts[0] << 9 | parts[1] << 5 | parts[2]);
    }

    /** Year, month, day, hour, minute, second, microsecond. */
    private static int[] parts(ColumnSpec column, Object value) {
        return switch (value) {
            case LocalDate date -> checked(column, value, date.getYear(), date.getMonthValue(), date.getDayOfMonth(), 0,
                    0, 0, 0);
            case LocalDateTime at -> checked(column, value, at.getYear(), at.getMonthValue(), at.getDayOfMonth(),
                    at.getHour(), at.getMinute(), at.getSecond(), at.getNano() / 1000);
            case String text -> literal(column, text);
            default -> throw ValueCodec.refused(column, value);
        };
    }

    private static int[] literal(ColumnSpec column, String text) {
        Matcher matcher = LITERAL.matcher(text);
        if (!matcher.matches()) {
            throw ValueCodec.refused(column, text);
        }
        int[] parts = new int[7];
        for (int i = 0; i < 6; i++) {
            parts[i] = matcher.group(i + 1) == null ? 0 : Integer.parseInt(matcher.group(i + 1));
        }
        String fraction = matcher.group(7);
        parts[6] = fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(6 - fraction.length()));
        return checked(column, text, parts);
    }

    private static int[] checked(ColumnSpec column, Object value, int... parts) {
        boolean fits = parts[0] >= 0 && parts[0] <= 9999 && parts[1] <= 12 && parts[2] <= 31 && parts[3] <= 23
                && parts[4] <= 59 && parts[5] <= 59;
        if (!fits) {
            throw ValueCodec.refused(column, value);
        }
        return parts;
    }

    private static Long readYear(ByteReader in) {
        int raw = in.u8();
        return raw == 0 ? 0L : raw + 1900L;
    }

    private static void writeYear(ByteWriter out, ColumnSpec column, Object value) {
        long year = switch (value) {
            case Number number -> number.longValue();
            case LocalDate date -> date.getYear();
            default -> throw ValueCodec.refused(column, value);
        };
        if (year != 0 && (year < 1901 || year > 2155)) {
            throw ValueCodec.refused(column, value);
        }
        out.u8(year == 0 ? 0 : (int) (year - 1900));
    }

    private static Duration readTime(ByteReader in, int digits) {
        int bytes = Fraction.bytes(digits);
        long packed = BigEndian.read(in, 3 + bytes) - (TIME_BIAS << (8 * bytes));
        long magnitude = Math.abs(packed);
        long whole = magnitude >> (8 * bytes);
        long micros = Fraction.micros(magnitude & ((1L << (8 * bytes)) - 1), digits);
        Duration time = Duration.ofHours(whole >> 12 & 0x3ff).plusMinutes(whole >> 6 & 63).plusSeconds(whole & 63)
                .plusNanos(micros * 1000);
        return packed < 0 ? time.negated() : time;
    }

    private static void writeTime(ByteWriter out, ColumnSpec column, Object value) {
        Duration time = switch (value) {
            case Duration duration -> duration;
            case LocalTime ofDay -> Duration.ofNanos(ofDay.toNanoOfDay());
            default -> throw ValueCodec.refused(column, value);
        };
        Duration size = time.abs();
        if (size.toHours() > MAX_HOURS) {
            throw ValueCodec.refused(column, value);
        }
        int bytes = Fraction.bytes(column.meta());
        long whole = size.toHours() << 12 | size.toMinutesPart() << 6 | size.toSecondsPart();
        long packed = whole << (8 * bytes) | Fraction.pack(size.toNanosPart() / 1000, column.meta());
        BigEndian.write(out, (time.isNegative() ? -packed : packed) + (TIME_BIAS << (8 * bytes)), 3 + bytes);
    }

    private static Object readDateTime(ByteReader in, ColumnSpec column) {
        long whole = BigEndian.read(in, 5) - DATETIME_BIAS;
        int micros = Fraction.read(in, column.meta());
        if (whole < 0) {
            throw ValueCodec.malformed(in, column, "negative date");
        }
        long months = whole >> 22;
        return dateTime((int) (months / 13), (int) (months % 13), (int) (whole >> 17 & 31), (int) (whole >> 12 & 31),
                (int) (whole >> 6 & 63), (int) (whole & 63), micros);
    }

    private static Object dateTime(int year, int month, int day, int hour, int minute, int second, int micros) {
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, micros * 1000);
        } catch (DateTimeException e) {
            String text = String.format(Locale.ROOT, "%s %02d:%02d:%02d", dateText(year, month, day), hour, minute,
                    second);
            return micros == 0 ? text : text + String.format(Locale.ROOT, ".%06d", micros);
        }
    }

    private static void writeDateTime(ByteWriter out, ColumnSpec column, Object value) {
        int[] parts = parts(column, value);
        long date = (parts[0] * 13L + parts[1]) << 5 | parts[2];
        long whole = date << 17 | (long) parts[3] << 12 | (long) parts[4] << 6 | parts[5];
        BigEndian.write(out, whole + DATETIME_BIAS, 5);
        Fraction.write(out, parts[6], column.meta());
    }

    private static Instant readTimestamp(ByteReader in, ColumnSpec column) {
        return Instant.ofEpochSecond(BigEndian.read(in, 4), Fraction.read(in, column.meta()) * 1000L);
    }

    private static void writeTimestamp(ByteWriter out, ColumnSpec column, Object value) {
        if (!(value instanceof Instant at) || at.getEpochSecond() < 0 || at.getEpochSecond() > 0xffff_ffffL) {
            throw ValueCodec.refused(column, value);
        }
        BigEndian.write(out, at.getEpochSecond(), 4);
        Fraction.write(out, at.getNano() / 1000, column.meta());
    }

    private static Object readOldDateTime(ByteReader in) {
        long raw = in.u64();
        long date = Long.remainderUnsigned(Long.divideUnsigned(raw, 1_000_000), 100_000_000);
        long time = Long.remainderUnsigned(raw, 1_000_000);
        return dateTime((int) (date / 10_000), (int) (date / 100 % 100), (int) (date % 100), (int) (time / 10_000),
                (int) (time / 100 % 100), (int) (time % 100), 0);
    }

    private static Duration readOldTime(ByteReader in) {
        int raw = in.u24() << 8 >> 8;
        int size = Math.abs(raw);
        Duration time = Duration.ofHours(size / 10_000).plusMinutes(size / 100 % 100).plusSeconds(size % 100);
        return raw < 0 ? time.negated() : time;
    }
}
