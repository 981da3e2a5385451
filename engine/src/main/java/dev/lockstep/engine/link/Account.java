package dev.lockstep.engine.link;

import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.StoredPassword;

/**
 * An account as the connection phase needs it.
 *
 * @param user name, empty for the anonymous user
 * @param host pattern of the hosts it may come from, such as {@code %}
 * @param password how it proves itself, and what is stored for that
 */
public record Account(String user, String host, StoredPassword password) {
    /** An account without a password. */
    public static Account open(String user, String host, AuthPlugin plugin) {
        return new Account(user, host, StoredPassword.none(plugin));
    }
}
