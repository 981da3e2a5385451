package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.wire.Blob;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What MySQL keeps of a {@code caching_sha2_password} in {@code mysql.user} and writes into its binlog:
 * {@code $A$005$}, a salt of 20 characters, 43 characters of digest. The digest is that of Unix SHA-crypt with SHA-256
 * (Ulrich Drepper, public domain), with thousands of rounds: the three hexadecimal digits say how many.
 */
public final class Sha256Crypt {
    private static final Pattern FORM = Pattern.compile("\\$A\\$([0-9A-Fa-f]{3})\\$(.{20})([./0-9A-Za-z]{43})",
            Pattern.DOTALL);
    private static final String DIGITS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ROUNDS_EACH = 1000;
    private static final int DIGEST_BYTES = 32;
    private static final int LAST_GROUP = 30;

    private Sha256Crypt() {}

    /** Whether a text has that form. */
    public static boolean is(String text) {
        return FORM.matcher(text).matches();
    }

    static boolean is(Blob stored) {
        return stored.size() > DIGEST_BYTES && is(new String(stored.bytes(), StandardCharsets.UTF_8));
    }

    /** Whether it is the one of that password; takes some milliseconds. */
    static boolean matches(Blob stored, String password) {
        Matcher parts = FORM.matcher(new String(stored.bytes(), StandardCharsets.UTF_8));
        return parts.matches() && Digests.same(Digests.utf8(parts.group(3)), Digests.utf8(text(Digests.utf8(password),
                Digests.utf8(parts.group(2)), Integer.parseInt(parts.group(1), 16) * ROUNDS_EACH)));
    }

    private static String text(byte[] password, byte[] salt, int rounds) {
        byte[] digest = first(password, salt);
        byte[] fromPassword = filled(Digests.sha256(repeated(password, password.length)), password.length);
        byte[] fromSalt = filled(Digests.sha256(repeated(salt, 16 + (digest[0] & 0xff))), salt.length);
        for (int i = 0; i < rounds; i++) {
            ByteArrayOutputStream round = new ByteArrayOutputStream();
            round.writeBytes(i % 2 == 1 ? fromPassword : digest);
            if (i % 3 != 0) {
                round.writeBytes(fromSalt);
            }
            if (i % 7 != 0) {
                round.writeBytes(fromPassword);
            }
            round.writeBytes(i % 2 == 1 ? digest : fromPassword);
            digest = Digests.sha256(round.toByteArray());
        }
        return encoded(digest);
    }

    private static byte[] first(byte[] password, byte[] salt) {
        byte[] inner = Digests.sha256(password, salt, password);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(password);
        all.writeBytes(salt);
        all.writeBytes(filled(inner, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            all.writeBytes((bits & 1) == 1 ? inner : password);
        }
        return Digests.sha256(all.toByteArray());
    }

    private static byte[] repeated(byte[] bytes, int times) {
        return filled(bytes, bytes.length * times);
    }

    /** The bytes over and over, so many in all. */
    private static byte[] filled(byte[] bytes, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }

    /** Groups of three bytes in the order of SHA-crypt, low bits first, and two bytes at the end. */
    private static String encoded(byte[] digest) {
        StringBuilder text = new StringBuilder();
        int[] at = {0, 10, 20};
        for (int i = 0; i < LAST_GROUP; i += 3) {
            digits(text, (digest[at[0]] & 0xff) << 16 | (digest[at[1]] & 0xff) << 8 | digest[at[2]] & 0xff, 4);
            at = new int[]{at[2] + 1, at[0] + 1, at[1] + 1};
        }
        digits(text, (digest[31] & 0xff) << 8 | digest[30] & 0xff, 3);
        return text.toString();
    }

    private static void digits(StringBuilder text, int value, int count) {
        for (int i = 0; i < count; i++) {
            text.append(DIGITS.charAt(value >> 6 * i & 0x3f));
        }
    }
}
