package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.wire.Blob;

/**
 * What a server keeps of a password: a digest of a digest, from which an answer can be checked but not made.
 *
 * @param plugin plugin
 * @param digest SHA1(SHA1(password)) or SHA256(SHA256(password)), or the bytes of a {@link Sha256Crypt}; empty for no password
 */
public record StoredPassword(AuthPlugin plugin, Blob digest) {
    /** No password: only an empty answer is right. */
    public static StoredPassword none(AuthPlugin plugin) {
        return new StoredPassword(plugin, Blob.EMPTY);
    }

    /** Digests a password. */
    public static StoredPassword of(AuthPlugin plugin, String password) {
        return password.isEmpty() ? none(plugin) : new StoredPassword(plugin, switch (plugin) {
            case MYSQL_NATIVE_PASSWORD -> NativePassword.digest(password);
            case CACHING_SHA2_PASSWORD -> Sha2Password.digest(password);
        });
    }

    /** Whether there is no password. */
    public boolean empty() {
        return digest.size() == 0;
    }

    /** Whether an answer can only be checked after the password was seen once: a hash that came from another server. */
    public boolean crypted() {
        return plugin == AuthPlugin.CACHING_SHA2_PASSWORD && Sha256Crypt.is(digest);
    }

    /** Whether that is the password. */
    public boolean matches(String password) {
        return crypted() ? Sha256Crypt.matches(digest, password) : of(plugin, password).equals(this);
    }

    /** Whether a client's answer to a scramble is right; of a crypted one it is not known. */
    public boolean verify(Blob scramble, Blob answer) {
        return switch (plugin) {
            case MYSQL_NATIVE_PASSWORD -> NativePassword.verify(this, scramble, answer);
            case CACHING_SHA2_PASSWORD -> Sha2Password.verify(this, scramble, answer);
        };
    }
}
