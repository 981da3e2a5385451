package dev.lockstep.engine.link;

import java.util.Optional;

/** Who may log in. Called by many sessions at once. */
@FunctionalInterface
public interface Accounts {
    /**
     * The account that a login belongs to.
     *
     * @param user as the client said
     * @param host where the client comes from, without a port
     */
    Optional<Account> find(String user, String host);
}
