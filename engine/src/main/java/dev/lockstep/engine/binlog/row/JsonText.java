package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.bytes.ByteWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as text, turned into the bytes that MySQL stores ({@link JsonBinary} is the other way). Keys are sorted by length and
 * then by bytes, and of equal ones the last counts, as the server has it. Text that is no JSON is an
 * {@link IllegalArgumentException} that says where.
 */
public final class JsonText {
    private static final int DEPTH = 100;
    private static final int SMALL = 0xffff;

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** The bytes of a value. */
    public static byte[] binary(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value(0);
        json.space();
        if (json.at < text.length()) {
            throw json.wrong("the end");
        }
        ByteWriter out = new ByteWriter();
        write(out, value);
        return out.toBytes();
    }

    /** JSON's null; Java's is not used. */
    private enum Literal {
        NULL, TRUE, FALSE
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("Invalid JSON text: " + wanted + " was expected at position " + at + ".");
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char sign) {
        space();
        boolean there = at < text.length() && text.charAt(at) == sign;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char sign) {
        if (!accept(sign)) {
            throw wrong("'" + sign + "'");
        }
    }

    private Object value(int depth) {
        if (depth > DEPTH) {
            throw wrong("a value of at most " + DEPTH + " levels");
        }
        space();
        char first = at < text.length() ? text.charAt(at) : 0;
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 'n' -> literal("null", Literal.NULL);
            case 't' -> literal("true", Literal.TRUE);
            case 'f' -> literal("false", Literal.FALSE);
            default -> number();
        };
    }

    private Literal literal(String word, Literal value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        if (accept('}')) {
            return members;
        }
        do {
            space();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw wrong("a key");
            }
            String key = string();
            expect(':');
            members.put(key, value(depth + 1));
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> members = new ArrayList<>();
        at++;
        if (accept(']')) {
            return members;
        }
        do {
            members.add(value(depth + 1));
        } while (accept(','));
        expect(']');
        return members;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        if (at >= text.length()) {
            throw wrong("a quote");
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                try {
                    char code = (char) Integer.parseInt(text, at, at + 4, 16);
                    at += 4;
                    yield code;
                } catch (IndexOutOfBoundsException | NumberFormatException e) {
                    throw wrong("four hexadecimal digits");
                }
            }
            default -> throw wrong("an escape");
        };
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            BigDecimal number = new BigDecimal(digits);
            boolean whole = digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
            boolean fits = whole && number.toBigInteger().bitLength() < 64 + (number.signum() > 0 ? 1 : 0);
            return fits ? (Object) number.toBigInteger() : (Object) number.doubleValue();
        } catch (NumberFormatException e) {
            at = start;
            throw wrong("a value");
        }
    }

    private static int type(Object value) {
        return switch (value) {
            case Literal literal -> JsonType.LITERAL;
            case String string -> JsonType.STRING;
            case Double number -> JsonType.DOUBLE;
            case BigInteger number -> integerType(number);
            case Map<?, ?> object -> JsonType.SMALL_OBJECT;
            default -> JsonType.SMALL_ARRAY;
        };
    }

    private static int integerType(BigInteger number) {
        int bits = number.bitLength();
        return bits < 16 ? JsonType.INT16 : bits < 32 ? JsonType.INT32 : bits < 64 ? JsonType.INT64 : JsonType.UINT64;
    }

    private static void write(ByteWriter out, Object value) {
        int at = out.size();
        out.u8(type(value));
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            if (!members(out, value, 2)) {
                byte[] before = Arrays.copyOf(out.array(), at);
                out.clear().bytes(before).u8(type(value) + 1);
                members(out, value, 4);
            }
        } else {
            scalar(out, value);
        }
    }

    private static void scalar(ByteWriter out, Object value) {
        switch (value) {
            case Literal literal -> out.u8(literal.ordinal());
            case Double number -> out.u64(Double.doubleToRawLongBits(number));
            case BigInteger number -> out.integer(number.longValue(), switch (integerType(number)) {
                case JsonType.INT16 -> 2;
                case JsonType.INT32 -> 4;
                default -> 8;
            });
            default -> {
                byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
                int left = bytes.length;
                while (left > 0x7f) {
                    out.u8(left & 0x7f | 0x80);
                    left >>>= 7;
                }
                out.u8(left).bytes(bytes);
            }
        }
    }

    /** Behind the type byte; false, and rubbish, if an offset does not fit into that width. */
    private static boolean members(ByteWriter out, Object value, int width) {
        List<byte[]> keys = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        if (value instanceof Map<?, ?> object) {
            Map<byte[], Object> sorted = new java.util.TreeMap<>(
                    Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned));
            object.forEach((key, member) -> sorted.put(key.toString().getBytes(StandardCharsets.UTF_8), member));
            keys.addAll(sorted.keySet());
            values.addAll(sorted.values());
        } else {
            values.addAll((List<?>) value);
        }
        int start = out.size();
        int limit = width == 2 ? SMALL : Integer.MAX_VALUE;
        out.integer(values.size(), width).zeros(width);
        int keyTable = out.size();
        out.zeros(keys.size() * (width + 2));
        int valueTable = out.size();
        out.zeros(values.size() * (1 + width));
        for (int i = 0; i < keys.size(); i++) {
            out.patch(keyTable + i * (width + 2), out.size() - start, width);
            out.patch(keyTable + i * (width + 2) + width, keys.get(i).length, 2);
            out.bytes(keys.get(i));
        }
        for (int i = 0; i < values.size(); i++) {
            member(out, values.get(i), start, valueTable + i * (1 + width), width);
            if (out.size() - start > limit) {
                return false;
            }
        }
        out.patch(start + width, out.size() - start, width);
        return values.size() <= limit && out.size() - start <= limit;
    }

    private static void member(ByteWriter out, Object value, int start, int entry, int width) {
        ByteWriter own = new ByteWriter();
        write(own, value);
        byte[] bytes = own.toBytes();
        out.patch(entry, bytes[0], 1);
        if (JsonType.inTable(bytes[0], width)) {
            long inline = 0;
            for (int i = bytes.length - 1; i > 0; i--) {
                inline = inline << 8 | bytes[i] & 0xff;
            }
            out.patch(entry + 1, inline, width);
        } else {
            out.patch(entry + 1, out.size() - start, width);
            out.bytes(bytes, 1, bytes.length - 1);
        }
    }

}
