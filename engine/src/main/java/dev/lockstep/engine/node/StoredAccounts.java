package dev.lockstep.engine.node;

import dev.lockstep.engine.link.Account;
import dev.lockstep.engine.link.Accounts;
import dev.lockstep.engine.sql.store.Accounts.StoredAccount;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.StoredPassword;
import java.util.Optional;

/** The accounts of the table store, as the connection phase needs them. */
record StoredAccounts(dev.lockstep.engine.sql.store.Accounts store) implements Accounts {
    @Override
    public Optional<Account> find(String user, String host) {
        return store.find(user, host).map(StoredAccounts::account);
    }

    private static Account account(StoredAccount stored) {
        AuthPlugin plugin = AuthPlugin.named(stored.plugin()).orElse(AuthPlugin.MYSQL_NATIVE_PASSWORD);
        Blob digest = switch (plugin) {
            case MYSQL_NATIVE_PASSWORD -> stored.nativeHash();
            case CACHING_SHA2_PASSWORD -> stored.sha2Digest();
        };
        Account.Requirement requirement = switch (stored.requirement()) {
            case NONE -> Account.Requirement.NONE;
            case SSL -> Account.Requirement.SSL;
            case X509 -> Account.Requirement.X509;
        };
        return new Account(stored.name().user(), stored.name().host(), new StoredPassword(plugin, digest),
                requirement);
    }
}
