package dev.lockstep.engine.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** A value of the binary protocol: what a client bound to a question mark. */
public sealed interface ParameterValue {
    /** The value as the text protocol shows it; {@code NULL} for NULL. */
    String asText();

    /** The same as bytes; binary data as it is. */
    default Blob asBlob() {
        return Blob.of(asText().getBytes(StandardCharsets.UTF_8));
    }

    /** NULL. */
    record Null() implements ParameterValue {
        @Override
        public String asText() {
            return "NULL";
        }
    }

    /**
     * Any integer; unsigned 64 bits fit.
     *
     * @param value value
     */
    record IntegerValue(BigInteger value) implements ParameterValue {
        static IntegerValue of(long value) {
            return new IntegerValue(BigInteger.valueOf(value));
        }

        static IntegerValue ofUnsigned(long value) {
            return new IntegerValue(value >= 0
                    ? BigInteger.valueOf(value)
                    : new BigInteger(Long.toUnsignedString(value)));
        }

        @Override
        public String asText() {
            return value.toString();
        }
    }

    /**
     * FLOAT.
     *
     * @param value value
     */
    record FloatValue(float value) implements ParameterValue {
        @Override
        public String asText() {
            return BinaryValues.shortest(Float.toString(value));
        }
    }

    /**
     * DOUBLE.
     *
     * @param value value
     */
    record DoubleValue(double value) implements ParameterValue {
        @Override
        public String asText() {
            return BinaryValues.shortest(Double.toString(value));
        }
    }

    /**
     * Text, DECIMAL, JSON or binary data: all types with a length.
     *
     * @param type as the client named it; tells text ({@code VAR_STRING}) from bytes ({@code BLOB} types)
     * @param bytes in the connection's character set
     */
    record TextValue(ColumnType type, Blob bytes) implements ParameterValue {
        @Override
        public String asText() {
            return new String(bytes.bytes(), StandardCharsets.UTF_8);
        }

        @Override
        public Blob asBlob() {
            return bytes;
        }

        /** Whether the client bound bytes, not text. */
        public boolean binary() {
            return switch (type) {
                case TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB, BIT, GEOMETRY -> true;
                default -> false;
            };
        }
    }

    /**
     * DATE, without a time of day; zero parts are legal.
     *
     * @param year 0 to 9999
     * @param month 0 to 12
     * @param day 0 to 31
     */
    record DateValue(int year, int month, int day) implements ParameterValue {
        @Override
        public String asText() {
            return String.format("%04d-%02d-%02d", year, month, day);
        }
    }

    /**
     * DATETIME or TIMESTAMP.
     *
     * @param date day
     * @param hour 0 to 23
     * @param minute 0 to 59
     * @param second 0 to 59
     * @param micros 0 to 999,999
     */
    record DateTimeValue(DateValue date, int hour, int minute, int second, int micros) implements ParameterValue {
        @Override
        public String asText() {
            return date.asText() + String.format(" %02d:%02d:%02d", hour, minute, second)
                    + BinaryValues.fraction(micros);
        }
    }

    /**
     * TIME: a span, with a sign.
     *
     * @param sign 1, or -1 for a negative span
     * @param hours days included
     * @param minutes 0 to 59
     * @param seconds 0 to 59
     * @param micros 0 to 999,999
     */
    record TimeValue(int sign, long hours, int minutes, int seconds, int micros) implements ParameterValue {
        @Override
        public String asText() {
            return (sign < 0 ? "-" : "") + String.format("%02d:%02d:%02d", hours, minutes, seconds)
                    + BinaryValues.fraction(micros);
        }
    }
}
