package dev.lockstep.engine.link;

import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.StoredPassword;

/**
 * An account as the connection phase needs it.
 *
 * @param user name, empty for the anonymous user
 * @param host pattern of the hosts it may come from, such as {@code %}
 * @param password how it proves itself, and what is stored for that
 * @param requirement what its connections must be
 */
public record Account(String user, String host, StoredPassword password, Requirement requirement) {
    /** The {@code REQUIRE} of an account. */
    public enum Requirement {
        /** Nothing. */
        NONE,
        /** TLS. */
        SSL,
        /** TLS with a certificate of the client that the server's authority has signed. */
        X509
    }

    /** An account without a requirement. */
    public Account(String user, String host, StoredPassword password) {
        this(user, host, password, Requirement.NONE);
    }

    /** An account without a password. */
    public static Account open(String user, String host, AuthPlugin plugin) {
        return new Account(user, host, StoredPassword.none(plugin));
    }
}
