package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.PackedDecimal;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * JSON as MySQL stores it in rows, turned into text as the server prints it. A value is a type byte and its bytes; objects
 * and arrays begin with the number of members and their size in bytes, then a table of where keys and values are, with
 * small scalars in the table itself (the format is described at the head of sql-common/json_binary.h). Bytes that lead
 * nowhere throw {@link MalformedBytesException}.
 */
public final class JsonBinary {
    private static final int DEPTH = 100;
    /** No stored byte becomes more characters: members that overlap each other do not make the text grow without end. */
    private static final int CHARACTERS_PER_BYTE = 16;
    private static final String[] LITERALS = {"null", "true", "false"};

    private final StringBuilder text = new StringBuilder();

    private final long longest;

    private JsonBinary(int bytes) {
        longest = (bytes + 16L) * CHARACTERS_PER_BYTE;
    }

    /** The text; an empty value is {@code null}. */
    public static String text(byte[] value) {
        if (value.length == 0) {
            return "null";
        }
        JsonBinary json = new JsonBinary(value.length);
        json.value(value[0] & 0xff, new ByteReader(value, 1, value.length - 1), 0);
        return json.text.toString();
    }

    private void value(int type, ByteReader in, int depth) {
        if (depth > DEPTH || text.length() > longest) {
            throw new MalformedBytesException("JSON value that is too deep or too long", in.position());
        }
        switch (type) {
            case JsonType.SMALL_OBJECT, JsonType.LARGE_OBJECT -> members(in, type == JsonType.LARGE_OBJECT ? 4 : 2,
                    true, depth);
            case JsonType.SMALL_ARRAY, JsonType.LARGE_ARRAY -> members(in, type == JsonType.LARGE_ARRAY ? 4 : 2, false,
                    depth);
            case JsonType.LITERAL -> literal(in.u8(), in);
            case JsonType.INT16 -> text.append((short) in.u16());
            case JsonType.UINT16 -> text.append(in.u16());
            case JsonType.INT32 -> text.append(in.i32());
            case JsonType.UINT32 -> text.append(in.u32());
            case JsonType.INT64 -> text.append(in.u64());
            case JsonType.UINT64 -> text.append(Long.toUnsignedString(in.u64()));
            case JsonType.DOUBLE -> text.append(number(Double.longBitsToDouble(in.u64())));
            case JsonType.STRING -> quote(in.text(length(in), StandardCharsets.UTF_8));
            case JsonType.OPAQUE -> opaque(in.u8(), in.slice(length(in)));
            default -> throw new MalformedBytesException("JSON value of type " + type, in.position());
        }
    }

    private void literal(int code, ByteReader in) {
        if (code >= LITERALS.length) {
            throw new MalformedBytesException("JSON literal " + code, in.position());
        }
        text.append(LITERALS[code]);
    }

    private void members(ByteReader all, int width, boolean keyed, int depth) {
        int count = (int) all.unsigned(width);
        long size = all.unsigned(width);
        int head = 2 * width;
        int entries = keyed ? width + 2 : 0;
        if (count < 0 || size > all.remaining() + (long) head
                || head + (long) count * (entries + 1 + width) > size) {
            throw new MalformedBytesException("JSON with " + count + " members in " + size + " bytes", 0);
        }
        text.append(keyed ? '{' : '[');
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ");
            if (keyed) {
                all.seek(head + i * entries);
                int offset = (int) all.unsigned(width);
                int length = all.u16();
                all.seek(offset);
                quote(all.text(length, StandardCharsets.UTF_8));
                text.append(": ");
            }
            all.seek(head + count * entries + i * (1 + width));
            entry(all, width, depth);
        }
        text.append(keyed ? '}' : ']');
    }

    private void entry(ByteReader all, int width, int depth) {
        int type = all.u8();
        if (!JsonType.inTable(type, width)) {
            int offset = (int) all.unsigned(width);
            all.seek(offset);
        }
        value(type, all.slice(all.remaining()), depth + 1);
    }

    private static int length(ByteReader in) {
        long length = 0;
        for (int i = 0; i < 5; i++) {
            int next = in.u8();
            length |= (long) (next & 0x7f) << (7 * i);
            if ((next & 0x80) == 0) {
                if (length > in.remaining()) {
                    break;
                }
                return (int) length;
            }
        }
        throw new MalformedBytesException("JSON text of " + length + " bytes", in.position());
    }

    /** As the server prints it: always with a point or an exponent. */
    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return new BigDecimal(value).toPlainString() + ".0";
        }
        return Double.toString(value).replace(".0E", "E").replace("E", "e");
    }

    private void opaque(int columnType, ByteReader in) {
        switch (columnType) {
            case 246 -> text.append(PackedDecimal.read(in, in.u8(), in.u8()).toPlainString());
            case 10 -> quote(date(in.u64()));
            case 11 -> quote(time(in.u64()));
            case 7, 12 -> {
                long packed = in.u64();
                quote(date(packed) + " " + clock(packed >> 24 & 0x1ffff, packed & 0xff_ffff));
            }
            default -> quote("base64:type" + columnType + ":" + Base64.getEncoder().encodeToString(in.rest()));
        }
    }

    private static String date(long packed) {
        long day = packed >> 41;
        long months = day >> 5;
        return String.format(Locale.ROOT, "%04d-%02d-%02d", months / 13, months % 13, day & 31);
    }

    private static String time(long packed) {
        long size = Math.abs(packed);
        return (packed < 0 ? "-" : "") + clock(size >> 24, size & 0xff_ffff);
    }

    private static String clock(long packed, long micros) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d.%06d", packed >> 12 & 0x3ff, packed >> 6 & 63, packed & 63,
                micros);
    }

    private void quote(String value) {
        JsonType.quote(value, text);
    }
}
