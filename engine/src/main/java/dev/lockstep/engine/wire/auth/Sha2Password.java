package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.wire.Blob;

/**
 * {@code caching_sha2_password}, the short way: the answer is SHA256(password) XOR SHA256(SHA256(SHA256(password)),
 * scramble). A real server knows the double digest only after it has seen the password once since it started; ours keeps
 * just that digest, so the short way always works.
 */
public final class Sha2Password {
    private Sha2Password() {}

    static Blob digest(String password) {
        return Blob.of(Digests.sha256(Digests.sha256(Digests.utf8(password))));
    }

    /** A client's answer; empty for no password. */
    public static Blob answer(String password, Blob scramble) {
        if (password.isEmpty()) {
            return Blob.EMPTY;
        }
        byte[] once = Digests.sha256(Digests.utf8(password));
        return Blob.of(Digests.xor(once, Digests.sha256(Digests.sha256(once), scramble.bytes())));
    }

    /** Whether an answer stands for no password: nothing, or a single zero byte. */
    public static boolean isEmpty(Blob answer) {
        return answer.size() == 0 || answer.size() == 1 && answer.bytes()[0] == 0;
    }

    static boolean verify(StoredPassword stored, Blob scramble, Blob answer) {
        if (stored.empty() || isEmpty(answer)) {
            return stored.empty() && isEmpty(answer);
        }
        byte[] mask = Digests.sha256(stored.digest().bytes(), scramble.bytes());
        return answer.size() == mask.length
                && Digests.same(Digests.sha256(Digests.xor(answer.bytes(), mask)), stored.digest().bytes());
    }
}
