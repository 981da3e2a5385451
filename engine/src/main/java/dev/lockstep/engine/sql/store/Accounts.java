package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.AccountStatement;
import dev.lockstep.engine.wire.Blob;
import java.util.Optional;

/**
 * Who may log in, kept in the store. A new store has {@code 'root'@'%'} without a password. Rights are kept and shown, and
 * checked by the node only where it says so. Thread-safe.
 */
public final class Accounts {
    Accounts() {}

    /**
     * An account that matches.
     *
     * @param plugin {@code mysql_native_password} or {@code caching_sha2_password}
     * @param nativeHash SHA1(SHA1(password)), 20 bytes, empty for no password
     * @param sha2Digest SHA256(SHA256(password)), 32 bytes for the fast path, empty for no password
     */
    public record StoredAccount(AccountName name, String plugin, Blob nativeHash, Blob sha2Digest) {}

    /** The account for a user from a host (an address or name): an exact host goes before {@code %}. */
    public Optional<StoredAccount> find(String user, String host) {
        return Optional.empty();
    }

    /** CREATE USER and its kin; 1396, 1133. {@code self} is the account of the session. */
    public void execute(AccountStatement statement, AccountName self) throws SqlError {}

    /** SHOW GRANTS; 1141. */
    public ResultTable showGrants(AccountName name) throws SqlError {
        return ResultTable.texts("Grants for " + name).build();
    }
}
