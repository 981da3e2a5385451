package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.AccountStatement.Credentials;
import dev.lockstep.engine.sql.statement.AccountStatement.Requirement;
import dev.lockstep.engine.sql.statement.AccountStatement.Secret;
import dev.lockstep.engine.sql.store.Accounts.StoredAccount;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.auth.Sha256Crypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is kept of passwords: the double hashes that the two plugins compare with. */
final class Passwords {
    static final String NATIVE = "mysql_native_password";
    static final String SHA2 = "caching_sha2_password";

    private Passwords() {}

    /** The account with its hashes; 1524 for a plugin that is not there, 1827 for a hash that is none. */
    static StoredAccount account(AccountName name, Credentials credentials) throws SqlError {
        String plugin = credentials.plugin().orElse(NATIVE);
        if (!plugin.equals(NATIVE) && !plugin.equals(SHA2)) {
            throw SqlError.of(1524, "Plugin '" + plugin + "' is not loaded");
        }
        if (credentials.secret().isEmpty()) {
            return new StoredAccount(name, plugin, Blob.EMPTY, Blob.EMPTY, Requirement.NONE);
        }
        return switch (credentials.secret().get()) {
            case Secret.Password(String text) -> text.isEmpty()
                    ? new StoredAccount(name, plugin, Blob.EMPTY, Blob.EMPTY, Requirement.NONE)
                    : new StoredAccount(name, plugin, twice("SHA-1", text), twice("SHA-256", text),
                            Requirement.NONE);
            case Secret.Hash(String text) -> hash(name, plugin, text);
        };
    }

    private static StoredAccount hash(AccountName name, String plugin, String text) throws SqlError {
        if (text.isEmpty()) {
            return new StoredAccount(name, plugin, Blob.EMPTY, Blob.EMPTY, Requirement.NONE);
        }
        if (plugin.equals(SHA2) && Sha256Crypt.is(text)) {
            return new StoredAccount(name, plugin, Blob.EMPTY, Blob.of(text.getBytes(StandardCharsets.UTF_8)),
                    Requirement.NONE);
        }
        boolean digits = text.length() == 41 && text.startsWith("*")
                && text.substring(1).chars().allMatch(c -> Character.digit(c, 16) >= 0);
        if (plugin.equals(SHA2) || !digits) {
            throw SqlError.of(1827, "The password hash doesn't have the expected format");
        }
        return new StoredAccount(name, plugin, Blob.of(HexFormat.of().parseHex(text.substring(1))), Blob.EMPTY,
                Requirement.NONE);
    }

    private static Blob twice(String algorithm, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] once = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return Blob.of(digest.digest(once));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
