package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.SqlValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The functions of {@link Functions#PURE}. A node's time zone is UTC. */
final class PureFunctions {
    /** Longest text that a function makes, in characters. */
    private static final long MAX_TEXT = 16L << 20;

    private PureFunctions() {}

    /** 1582 unless the number of arguments is in the range. */
    static void arity(Expression.Call call, int min, int max) throws SqlError {
        int count = call.arguments().size();
        if (count < min || count > max) {
            throw SqlError.of(1582,
                    "Incorrect parameter count in the call to native function '" + call.function() + "'");
        }
    }

    static @Nullable Object call(Expression.Call call, List<@Nullable Object> arguments, long epochMicros)
            throws SqlError {
        Object time = time(call, arguments, epochMicros);
        if (time != null) {
            return time;
        }
        if (TextFunctions.knows(call.function())) {
            return TextFunctions.call(call, arguments);
        }
        switch (call.function()) {
            case "ISNULL" -> {
                arity(call, 1, 1);
                return arguments.getFirst() == null;
            }
            case "NULLIF" -> {
                arity(call, 2, 2);
                Object first = arguments.get(0);
                Object second = arguments.get(1);
                return first != null && second != null && Evaluator.compare(first, second) == 0 ? null : first;
            }
            case "CONCAT_WS" -> {
                arity(call, 2, Integer.MAX_VALUE);
                return concatWithSeparator(arguments);
            }
            default -> {
            }
        }
        for (Object argument : arguments) {
            if (argument == null) {
                return null;
            }
        }
        List<Object> values = List.copyOf(arguments.stream().map(java.util.Objects::requireNonNull).toList());
        if (call.function().equals("MOD")) {
            arity(call, 2, 2);
            return Evaluator.arithmetic("%", values.get(0), values.get(1));
        }
        Object result = numeric(call, values);
        return result != null ? result : text(call, values);
    }

    private static @Nullable Object concatWithSeparator(List<@Nullable Object> arguments) throws SqlError {
        Object separator = arguments.getFirst();
        if (separator == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Object part : arguments.subList(1, arguments.size())) {
            if (part != null) {
                text.append(first ? "" : SqlValues.text(separator)).append(SqlValues.text(part));
                first = false;
            }
        }
        return checked(text.toString());
    }

    private static @Nullable Object time(Expression.Call call, List<@Nullable Object> arguments, long epochMicros)
            throws SqlError {
        Instant instant = Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
        LocalDateTime now = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return switch (call.function()) {
            case "NOW", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP", "UTC_TIMESTAMP" ->
                cut(call, arguments, now);
            case "CURTIME", "CURRENT_TIME", "UTC_TIME" -> cut(call, arguments, now).toLocalTime();
            case "CURDATE", "CURRENT_DATE", "UTC_DATE" -> {
                arity(call, 0, 0);
                yield now.toLocalDate();
            }
            case "UNIX_TIMESTAMP" -> {
                arity(call, 0, 1);
                yield arguments.isEmpty()
                        ? (Object) Math.floorDiv(epochMicros, 1_000_000L)
                        : seconds(arguments.getFirst());
            }
            case "FROM_UNIXTIME" -> {
                arity(call, 1, 1);
                Object seconds = arguments.getFirst();
                yield seconds == null
                        ? null
                        : LocalDateTime.ofEpochSecond(within(Numbers.number(seconds), 32_536_771_199L), 0,
                                ZoneOffset.UTC);
            }
            default -> null;
        };
    }

    private static LocalDateTime cut(Expression.Call call, List<@Nullable Object> arguments, LocalDateTime now)
            throws SqlError {
        arity(call, 0, 1);
        Object digits = arguments.isEmpty() ? Long.valueOf(0) : arguments.getFirst();
        long precision = digits == null ? 0 : within(Numbers.number(digits), Integer.MAX_VALUE);
        if (precision > 6) {
            throw SqlError.of(1426, "Too-big precision " + precision + " specified for '" + call.function().toLowerCase(
                    Locale.ROOT) + "'. Maximum is 6.");
        }
        int unit = 1_000;
        for (long place = precision; place < 6; place++) {
            unit *= 10;
        }
        long micros = now.toLocalTime().toNanoOfDay() / unit * unit;
        return now.toLocalDate().atTime(java.time.LocalTime.ofNanoOfDay(micros));
    }

    private static @Nullable Object seconds(@Nullable Object time) {
        if (time == null) {
            return null;
        }
        try {
            String text = SqlValues.text(time).strip().replace(' ', 'T');
            return LocalDateTime.parse(text.length() == 10 ? text + "T00:00:00" : text).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException notATime) {
            return 0L;
        }
    }

    /** A whole number between 0 and {@code max}; beyond, the nearer end. */
    private static long within(BigDecimal number, long max) {
        return number.max(BigDecimal.ZERO).min(BigDecimal.valueOf(max)).longValue();
    }

    private static @Nullable Object numeric(Expression.Call call, List<Object> values) throws SqlError {
        return switch (call.function()) {
            case "ABS", "SIGN", "FLOOR", "CEIL", "CEILING" -> {
                arity(call, 1, 1);
                yield ofNumber(call.function(), values.getFirst());
            }
            case "ROUND" -> {
                arity(call, 1, 2);
                int scale = values.size() < 2
                        ? 0
                        : Numbers.number(values.get(1)).max(BigDecimal.valueOf(-30)).min(
                                BigDecimal.valueOf(30)).intValue();
                yield Evaluator.simplify(plain(values.getFirst()).setScale(scale, RoundingMode.HALF_UP),
                        values.getFirst() instanceof Double);
            }
            case "POW", "POWER" -> {
                arity(call, 2, 2);
                yield Math.pow(Numbers.number(values.get(0)).doubleValue(),
                        Numbers.number(values.get(1)).doubleValue());
            }
            case "GREATEST", "LEAST" -> {
                arity(call, 2, Integer.MAX_VALUE);
                yield call.function().equals("LEAST")
                        ? java.util.Collections.min(values, Evaluator::compare)
                        : java.util.Collections.max(values, Evaluator::compare);
            }
            default -> null;
        };
    }

    private static BigDecimal plain(Object value) throws SqlError {
        BigDecimal number = Numbers.number(value);
        if (Math.abs((long) number.precision() - number.scale()) > 320) {
            throw SqlError.of(1690, "DOUBLE value is out of range");
        }
        return number;
    }

    private static Object ofNumber(String function, Object value) throws SqlError {
        BigDecimal number = plain(value);
        return switch (function) {
            case "ABS" -> Evaluator.simplify(number.abs(), value instanceof Double);
            case "SIGN" -> (long) number.signum();
            case "FLOOR" -> Evaluator.simplify(number.setScale(0, RoundingMode.FLOOR), false);
            default -> Evaluator.simplify(number.setScale(0, RoundingMode.CEILING), false);
        };
    }

    private static String checked(String text) throws SqlError {
        if (text.length() > MAX_TEXT) {
            throw SqlError.of(1301, "Result was larger than max_allowed_packet (" + MAX_TEXT + ")");
        }
        return text;
    }

    private static @Nullable Object text(Expression.Call call, List<Object> values) throws SqlError {
        Object result = ofOneText(call, values);
        if (result != null) {
            return result;
        }
        List<String> texts = values.stream().map(SqlValues::text).toList();
        return switch (call.function()) {
            case "CONCAT" -> {
                arity(call, 1, Integer.MAX_VALUE);
                yield checked(String.join("", texts));
            }
            case "LOCATE", "INSTR" -> locate(call, texts);
            case "FIND_IN_SET" -> {
                arity(call, 2, 2);
                List<String> items = List.of(texts.get(1).toLowerCase(Locale.ROOT).split(",", -1));
                yield texts.get(1).isEmpty() ? 0L : items.indexOf(texts.get(0).toLowerCase(Locale.ROOT)) + 1L;
            }
            case "REPLACE" -> {
                arity(call, 3, 3);
                yield texts.get(1).isEmpty() ? texts.get(0) : replace(texts);
            }
            case "SUBSTRING", "SUBSTR", "MID" -> {
                arity(call, 2, 3);
                yield substring(values, texts.getFirst());
            }
            case "SUBSTRING_INDEX" -> {
                arity(call, 3, 3);
                yield substringIndex(texts.get(0), texts.get(1), Numbers.number(values.get(2)));
            }
            case "LEFT", "RIGHT" -> {
                arity(call, 2, 2);
                String whole = texts.getFirst();
                int count = (int) within(Numbers.number(values.get(1)), whole.length());
                yield call.function().equals("LEFT")
                        ? whole.substring(0, count)
                        : whole.substring(whole.length() - count);
            }
            case "LPAD", "RPAD" -> {
                arity(call, 3, 3);
                yield pad(call.function(), texts, Numbers.number(values.get(1)));
            }
            case "REPEAT" -> {
                arity(call, 2, 2);
                long count = within(Numbers.number(values.get(1)), MAX_TEXT + 1);
                if (count * texts.getFirst().length() > MAX_TEXT) {
                    throw SqlError.of(1301, "Result of repeat() was larger than max_allowed_packet (" + MAX_TEXT + ")");
                }
                yield texts.getFirst().repeat((int) count);
            }
            case "SHA2" -> {
                arity(call, 2, 2);
                int bits = Numbers.number(values.get(1)).intValue();
                yield switch (bits) {
                    case 0, 256 -> digest("SHA-256", values.getFirst());
                    case 224, 384, 512 -> digest("SHA-" + bits, values.getFirst());
                    default -> null;
                };
            }
            default -> throw SqlError.of(1305, "FUNCTION " + call.function() + " does not exist");
        };
    }

    private static String replace(List<String> texts) throws SqlError {
        long matches = (texts.get(0).length() - (long) texts.get(0).replace(texts.get(1), "").length())
                / texts.get(1).length();
        if (texts.get(0).length() + matches * texts.get(2).length() > MAX_TEXT) {
            throw SqlError.of(1301, "Result of replace() was larger than max_allowed_packet (" + MAX_TEXT + ")");
        }
        return texts.get(0).replace(texts.get(1), texts.get(2));
    }

    private static @Nullable Object ofOneText(Expression.Call call, List<Object> values) throws SqlError {
        String function = call.function();
        if (!java.util.Set.of("LOWER", "LCASE", "UPPER", "UCASE", "LENGTH", "CHAR_LENGTH", "TRIM", "LTRIM", "RTRIM",
                "REVERSE", "HEX", "UNHEX", "MD5", "SHA1", "CRC32").contains(function)) {
            return null;
        }
        arity(call, 1, 1);
        Object value = values.getFirst();
        String text = SqlValues.text(value);
        return switch (function) {
            case "LOWER", "LCASE" -> text.toLowerCase(Locale.ROOT);
            case "UPPER", "UCASE" -> text.toUpperCase(Locale.ROOT);
            case "LENGTH" -> (long) bytes(value).length;
            case "CHAR_LENGTH" -> (long) text.codePointCount(0, text.length());
            case "TRIM" -> text.replaceAll("^ +| +$", "");
            case "LTRIM" -> text.replaceAll("^ +", "");
            case "RTRIM" -> text.replaceAll(" +$", "");
            case "REVERSE" -> new StringBuilder(text).reverse().toString();
            case "HEX" -> value instanceof Long number
                    ? Long.toHexString(number).toUpperCase(Locale.ROOT)
                    : HexFormat.of().withUpperCase().formatHex(bytes(value));
            case "UNHEX" -> unhex(text);
            case "MD5" -> digest("MD5", value);
            case "SHA1" -> digest("SHA-1", value);
            default -> {
                CRC32 crc = new CRC32();
                crc.update(bytes(value));
                yield crc.getValue();
            }
        };
    }

    private static Object unhex(String text) {
        try {
            return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
        } catch (IllegalArgumentException notHex) {
            return "";
        }
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : SqlValues.text(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, Object value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes(value)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object locate(Expression.Call call, List<String> texts) throws SqlError {
        boolean locate = call.function().equals("LOCATE");
        arity(call, 2, locate ? 3 : 2);
        String part = texts.get(locate ? 0 : 1).toLowerCase(Locale.ROOT);
        String whole = texts.get(locate ? 1 : 0).toLowerCase(Locale.ROOT);
        long from = texts.size() < 3 ? 1 : Numbers.number(texts.get(2)).longValue();
        return from < 1 || from > whole.length() + 1L ? 0L : whole.indexOf(part, (int) from - 1) + 1L;
    }

    private static String substring(List<Object> values, String text) {
        long length = text.length();
        long position = clamp(Numbers.number(values.get(1)), length + 1);
        long start = position > 0 ? position - 1 : position < 0 ? length + position : length;
        long count = values.size() < 3 ? length : clamp(Numbers.number(values.get(2)), length);
        if (start < 0 || start >= length || count <= 0) {
            return "";
        }
        return text.substring((int) start, (int) Math.min(length, start + count));
    }

    private static long clamp(BigDecimal number, long limit) {
        return number.max(BigDecimal.valueOf(-limit)).min(BigDecimal.valueOf(limit)).longValue();
    }

    private static String substringIndex(String text, String delimiter, BigDecimal count) {
        if (delimiter.isEmpty() || count.signum() == 0) {
            return "";
        }
        long wanted = clamp(count.abs(), text.length() + 1L);
        int at = count.signum() > 0 ? -delimiter.length() : text.length();
        for (long i = 0; i < wanted; i++) {
            at = count.signum() > 0
                    ? text.indexOf(delimiter, at + delimiter.length())
                    : at == 0 ? -1 : text.lastIndexOf(delimiter, at - 1);
            if (at < 0) {
                return text;
            }
        }
        return count.signum() > 0 ? text.substring(0, at) : text.substring(at + delimiter.length());
    }

    private static @Nullable Object pad(String function, List<String> texts, BigDecimal wanted) throws SqlError {
        String text = texts.get(0);
        String filler = texts.get(2);
        if (wanted.signum() < 0) {
            return null;
        }
        long length = within(wanted, MAX_TEXT + 1);
        if (length > MAX_TEXT) {
            throw SqlError.of(1301, "Result of lpad() was larger than max_allowed_packet (" + MAX_TEXT + ")");
        }
        if (length <= text.length()) {
            return text.substring(0, (int) length);
        }
        if (filler.isEmpty()) {
            return "";
        }
        int missing = (int) length - text.length();
        String padding = filler.repeat(missing / filler.length() + 1).substring(0, missing);
        return function.equals("LPAD") ? padding + text : text + padding;
    }
}
