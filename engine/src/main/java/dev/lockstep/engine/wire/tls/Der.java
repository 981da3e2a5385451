package dev.lockstep.engine.wire.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** The few forms of DER (ITU-T X.690) that a certificate is made of: a tag, a length, the content. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT = 0x06;
    static final int UTF8 = 0x0c;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final byte[] NULL = {5, 0};
    static final byte[] TRUE = {1, 1, (byte) 0xff};
    private static final int SHORT_LENGTH = 0x80;

    private Der() {}

    /** A value of that tag; its content is all the parts, one after the other. */
    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        length(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length < SHORT_LENGTH) {
            out.write(length);
            return;
        }
        byte[] digits = BigInteger.valueOf(length).toByteArray();
        int from = digits[0] == 0 ? 1 : 0;
        out.write(SHORT_LENGTH | digits.length - from);
        out.write(digits, from, digits.length - from);
    }

    static byte[] integer(BigInteger value) {
        return of(INTEGER, value.toByteArray());
    }

    static byte[] utf8(String text) {
        return of(UTF8, text.getBytes(StandardCharsets.UTF_8));
    }

    /** All bits of the bytes. */
    static byte[] bits(byte[] bytes) {
        return of(BIT_STRING, new byte[]{0}, bytes);
    }

    /** Context-specific and constructed, {@code [n] EXPLICIT}. */
    static byte[] explicit(int number, byte[]... parts) {
        return of(0xa0 | number, parts);
    }

    /** An object identifier by its numbers. */
    static byte[] object(int... numbers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(numbers[0] * 40 + numbers[1]);
        for (int i = 2; i < numbers.length; i++) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (numbers[i] >>> shift != 0) {
                    out.write(0x80 | numbers[i] >>> shift & 0x7f);
                }
            }
            out.write(numbers[i] & 0x7f);
        }
        return of(OBJECT, out.toByteArray());
    }
}
