package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.wire.Blob;
import java.util.HexFormat;
import java.util.Locale;

/**
 * {@code mysql_native_password}: the answer is SHA1(password) XOR SHA1(scramble, SHA1(SHA1(password))); the server keeps
 * the inner double digest, takes the answer apart, and compares.
 */
public final class NativePassword {
    private NativePassword() {}

    static Blob digest(String password) {
        return Blob.of(Digests.sha1(Digests.sha1(Digests.utf8(password))));
    }

    /** A client's answer; empty for no password. */
    public static Blob answer(String password, Blob scramble) {
        if (password.isEmpty()) {
            return Blob.EMPTY;
        }
        byte[] once = Digests.sha1(Digests.utf8(password));
        return Blob.of(Digests.xor(once, Digests.sha1(scramble.bytes(), Digests.sha1(once))));
    }

    static boolean verify(StoredPassword stored, Blob scramble, Blob answer) {
        if (stored.empty() || answer.size() == 0) {
            return stored.empty() && answer.size() == 0;
        }
        byte[] mask = Digests.sha1(scramble.bytes(), stored.digest().bytes());
        return answer.size() == mask.length
                && Digests.same(Digests.sha1(Digests.xor(answer.bytes(), mask)), stored.digest().bytes());
    }

    /** The form that {@code PASSWORD()} and the mysql.user table show: a star and 40 hex digits, empty for none. */
    public static String text(StoredPassword stored) {
        return stored.empty() ? "" : "*" + HexFormat.of().withUpperCase().formatHex(stored.digest().bytes());
    }

    /** Reads that form. */
    public static StoredPassword parse(String text) {
        if (text.isEmpty()) {
            return StoredPassword.none(AuthPlugin.MYSQL_NATIVE_PASSWORD);
        }
        if (!text.matches("\\*[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException("Password hash should be a 41-digit hexadecimal number");
        }
        byte[] digest = HexFormat.of().parseHex(text.substring(1).toLowerCase(Locale.ROOT));
        return new StoredPassword(AuthPlugin.MYSQL_NATIVE_PASSWORD, Blob.of(digest));
    }
}
