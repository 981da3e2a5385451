package dev.lockstep.engine.wire.auth;

import java.util.Optional;

/** How an account proves itself. */
public enum AuthPlugin {
    /** SHA-1 with a scramble: the default up to MySQL 5.7 and in MariaDB. */
    MYSQL_NATIVE_PASSWORD("mysql_native_password"),
    /** SHA-256 with a scramble, or the password itself under RSA: the default of MySQL 8. */
    CACHING_SHA2_PASSWORD("caching_sha2_password");

    private final String wireName;

    AuthPlugin(String wireName) {
        this.wireName = wireName;
    }

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** The plugin of that name, if it is offered. */
    public static Optional<AuthPlugin> named(String wireName) {
        for (AuthPlugin plugin : values()) {
            if (plugin.wireName.equals(wireName)) {
                return Optional.of(plugin);
            }
        }
        return Optional.empty();
    }
}
