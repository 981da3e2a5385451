package dev.lockstep.engine.sql.result;

import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.ResultRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as the servers write them in text. The Java types used throughout {@code sql}: {@code Long}, {@code Integer},
 * {@code BigInteger}, {@code BigDecimal}, {@code Double}, {@code Float}, {@code String}, {@code byte[]},
 * {@code LocalDate}, {@code LocalDateTime}, {@code LocalTime}, {@code Duration} (TIME), {@code Boolean} (1 or 0), null.
 */
public final class SqlValues {
    /** Digits before the point, or zeros behind it, that a floating number may have without an exponent. */
    private static final int MOST_PLACES = 15;

    private SqlValues() {}

    /** The value's text. */
    public static String text(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? "1" : "0";
            case BigDecimal number -> number.toPlainString();
            case Double number -> real(Double.isFinite(number) ? new BigDecimal(number.toString()) : BigDecimal.ZERO);
            case Float number -> real(Float.isFinite(number) ? new BigDecimal(number.toString()) : BigDecimal.ZERO);
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case LocalDate date -> date.toString();
            case LocalDateTime time -> time.toLocalDate() + " " + clock(time.toLocalTime());
            case LocalTime time -> clock(time);
            case Duration time -> duration(time);
            default -> value.toString();
        };
    }

    /** A row of the text protocol. */
    public static ResultRow row(@Nullable Object... cells) {
        List<@Nullable Blob> blobs = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            blobs.add(cell == null ? null : Blob.of(bytes(cell)));
        }
        return new ResultRow(blobs);
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** As few digits as tell the number from its neighbours; with an exponent where the point is far off, as servers do. */
    private static String real(BigDecimal shortest) {
        BigDecimal number = shortest.stripTrailingZeros();
        int point = number.precision() - number.scale();
        if (number.signum() == 0) {
            return "0";
        }
        if (point > -MOST_PLACES && point <= MOST_PLACES) {
            return number.toPlainString();
        }
        String digits = number.unscaledValue().abs().toString();
        return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." : "")
                + digits.substring(1) + "e" + (point - 1);
    }

    private static String clock(LocalTime time) {
        String text = String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
        return time.getNano() == 0 ? text : text + String.format(".%06d", time.getNano() / 1000);
    }

    private static String duration(Duration time) {
        Duration size = time.abs();
        String text = String.format("%s%02d:%02d:%02d", time.isNegative() ? "-" : "", size.toHours(),
                size.toMinutesPart(), size.toSecondsPart());
        return size.toNanosPart() == 0 ? text : text + String.format(".%06d", size.toNanosPart() / 1000);
    }
}
