package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.BigEndian;
import dev.lockstep.engine.binlog.PackedDecimal;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Values of one column in MySQL's row format; {@link RowImage} says which Java type goes with which column. */
final class ValueCodec {
    private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private ValueCodec() {}

    static Object read(ByteReader in, ColumnSpec column) {
        return switch (column.type()) {
            case TINY, SHORT, INT24, LONG, LONGLONG -> readInteger(in, column);
            case FLOAT -> Float.intBitsToFloat(in.i32());
            case DOUBLE -> Double.longBitsToDouble(in.u64());
            case NEWDECIMAL -> PackedDecimal.read(in, column.meta() >> 8, column.meta() & 0xff);
            case BIT -> BigEndian.read(in, (column.meta() + 7) / 8);
            case ENUM, SET -> MemberCodec.read(in, column);
            case VARCHAR, VAR_STRING, STRING, BLOB, JSON, GEOMETRY -> TextCodec.read(in, column);
            case DATE, TIME, DATETIME, TIMESTAMP, YEAR, TIME2, DATETIME2, TIMESTAMP2 ->
                TemporalCodec.read(in, column);
        };
    }

    static void write(ByteWriter out, ColumnSpec column, Object value) {
        switch (column.type()) {
            case TINY, SHORT, INT24, LONG, LONGLONG -> writeInteger(out, column, value);
            case FLOAT -> out.u32(Float.floatToRawIntBits(number(column, value).floatValue()));
            case DOUBLE -> out.u64(Double.doubleToRawLongBits(number(column, value).doubleValue()));
            case NEWDECIMAL -> writeDecimal(out, column, decimal(column, value));
            case BIT -> writeBit(out, column, value);
            case ENUM, SET -> MemberCodec.write(out, column, value);
            case VARCHAR, VAR_STRING, STRING, BLOB, JSON, GEOMETRY -> TextCodec.write(out, column, value);
            case DATE, TIME, DATETIME, TIMESTAMP, YEAR, TIME2, DATETIME2, TIMESTAMP2 ->
                TemporalCodec.write(out, column, value);
        }
    }

    private static Object readInteger(ByteReader in, ColumnSpec column) {
        int width = column.type().integerBytes();
        long raw = in.unsigned(width);
        if (column.unsigned()) {
            return width == 8 ? new BigInteger(Long.toUnsignedString(raw)) : (Object) raw;
        }
        int shift = 64 - 8 * width;
        return raw << shift >> shift;
    }

    private static void writeInteger(ByteWriter out, ColumnSpec column, Object value) {
        if (value instanceof Long number && !column.unsigned()) {
            int width = column.type().integerBytes();
            int shift = 64 - 8 * width;
            if (number << shift >> shift != number) {
                throw refused(column, value);
            }
            out.integer(number, width);
            return;
        }
        BigInteger number = integer(column, value);
        int bits = 8 * column.type().integerBytes();
        boolean fits = column.unsigned()
                ? number.signum() >= 0 && number.bitLength() <= bits
                : number.bitLength() < bits;
        if (!fits) {
            throw refused(column, value);
        }
        out.integer(number.longValue(), bits / 8);
    }

    private static void writeBit(ByteWriter out, ColumnSpec column, Object value) {
        BigInteger bits = value instanceof byte[] bytes ? new BigInteger(1, bytes) : integer(column, value);
        if (value instanceof Long number && column.meta() == 64) {
            bits = bits.and(MAX_U64);
        }
        if (bits.signum() < 0 || bits.bitLength() > column.meta()) {
            throw refused(column, value);
        }
        BigEndian.write(out, bits.longValue(), (column.meta() + 7) / 8);
    }

    private static void writeDecimal(ByteWriter out, ColumnSpec column, BigDecimal value) {
        try {
            PackedDecimal.write(out, column.meta() >> 8, column.meta() & 0xff, value);
        } catch (ArithmeticException e) {
            IllegalArgumentException typed = refused(column, value);
            typed.initCause(e);
            throw typed;
        }
    }

    private static BigInteger integer(ColumnSpec column, Object value) {
        return switch (value) {
            case BigInteger number -> number;
            case Boolean bool -> bool ? BigInteger.ONE : BigInteger.ZERO;
            case Byte number -> BigInteger.valueOf(number);
            case Short number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case Long number -> BigInteger.valueOf(number);
            default -> throw refused(column, value);
        };
    }

    private static Number number(ColumnSpec column, Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw refused(column, value);
    }

    private static BigDecimal decimal(ColumnSpec column, Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case Float number -> new BigDecimal(number.toString());
            case Double number -> BigDecimal.valueOf(number);
            default -> new BigDecimal(integer(column, value));
        };
    }

    static IllegalArgumentException refused(ColumnSpec column, Object value) {
        String text = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
        return new IllegalArgumentException("column '%s' (%s%s) cannot hold %s %s".formatted(column.name(),
                column.type(), column.unsigned() ? " unsigned" : "", value.getClass().getSimpleName(),
                text.length() > 60 ? text.substring(0, 60) + "…" : text));
    }

    static MalformedBytesException malformed(ByteReader in, ColumnSpec column, String what) {
        return new MalformedBytesException("column '" + column.name() + "' (" + column.type() + "): " + what,
                in.position());
    }
}
