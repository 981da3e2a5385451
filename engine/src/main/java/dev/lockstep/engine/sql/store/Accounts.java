package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.AccountStatement;
import dev.lockstep.engine.sql.statement.AccountStatement.Existence;
import dev.lockstep.engine.sql.statement.AccountStatement.Requirement;
import dev.lockstep.engine.wire.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who may log in, kept in the store. A new store has {@code 'root'@'%'} without a password. Rights are kept and
 * shown here, and checked by the node. Thread-safe.
 */
public final class Accounts {
    private static final String SCHEMA = H2Names.quote(H2Names.STORE);

    static final String GRANT_OPTION = "GRANT OPTION";

    private final Connection admin;
    private final FlushGate gate;
    private final Map<String, StoredAccount> accounts = new TreeMap<>();
    private final Map<String, Map<String, List<String>>> grants = new TreeMap<>();
    private volatile Map<String, Rights> rights = Map.of();

    Accounts(Connection admin, FlushGate gate) throws SQLException {
        this.admin = admin;
        this.gate = gate;
        try (Statement statement = admin.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + SCHEMA + ".accounts(account VARCHAR, host VARCHAR,"
                    + " plugin VARCHAR, native VARBINARY, sha2 VARBINARY, PRIMARY KEY(account, host))");
            statement.execute("ALTER TABLE " + SCHEMA
                    + ".accounts ADD COLUMN IF NOT EXISTS requirement VARCHAR DEFAULT 'NONE'");
            statement.execute("CREATE TABLE IF NOT EXISTS " + SCHEMA
                    + ".grants(account VARCHAR, level VARCHAR, privileges VARCHAR, PRIMARY KEY(account, level))");
            load(statement);
        }
        if (accounts.isEmpty()) {
            AccountName root = new AccountName("root", "%");
            put(new StoredAccount(root, Passwords.NATIVE, Blob.EMPTY, Blob.EMPTY, Requirement.NONE));
            grant(root, "*.*", List.of("ALL PRIVILEGES", GRANT_OPTION));
        }
        publishRights();
    }

    private void publishRights() {
        Map<String, Rights> now = new HashMap<>();
        grants.forEach((account, levels) -> now.put(account, Rights.of(levels)));
        rights = now;
    }

    /** What an account may do. */
    public Rights rights(AccountName name) {
        return rights.getOrDefault(name.toString(), Rights.NONE);
    }

    /**
     * An account that matches.
     *
     * @param plugin {@code mysql_native_password} or {@code caching_sha2_password}
     * @param nativeHash SHA1(SHA1(password)), 20 bytes, empty for no password
     * @param sha2Digest SHA256(SHA256(password)), 32 bytes for the fast path, or the text of another server's hash; empty
     *        for no password
     * @param requirement what its connections must be
     */
    public record StoredAccount(AccountName name, String plugin, Blob nativeHash, Blob sha2Digest,
            Requirement requirement) {
        StoredAccount requiring(Requirement other) {
            return new StoredAccount(name, plugin, nativeHash, sha2Digest, other);
        }
    }

    private void load(Statement statement) throws SQLException {
        try (ResultSet rows = statement
                .executeQuery("SELECT account, host, plugin, native, sha2, requirement FROM " + SCHEMA + ".accounts")) {
            while (rows.next()) {
                AccountName name = new AccountName(rows.getString(1), rows.getString(2));
                accounts.put(name.toString(), new StoredAccount(name, rows.getString(3), Blob.of(rows.getBytes(4)),
                        Blob.of(rows.getBytes(5)), Requirement.valueOf(rows.getString(6))));
            }
        }
        try (ResultSet rows = statement.executeQuery("SELECT account, level, privileges FROM " + SCHEMA + ".grants")) {
            while (rows.next()) {
                grants.computeIfAbsent(rows.getString(1), key -> new TreeMap<>())
                        .put(rows.getString(2), new ArrayList<>(List.of(rows.getString(3).split(", "))));
            }
        }
    }

    /** The account for a user from a host (an address or name): an exact host goes before a pattern, {@code %} is last. */
    public synchronized Optional<StoredAccount> find(String user, String host) {
        StoredAccount best = null;
        for (StoredAccount account : accounts.values()) {
            boolean matches = account.name().user().equals(user) && matches(account.name().host(), host);
            if (matches && (best == null || best.name().host().contains("%") && !account.name().host().contains("%")
                    || best.name().host().equals("%"))) {
                best = account;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean matches(String pattern, String host) {
        boolean local = pattern.equalsIgnoreCase("localhost") && (host.equals("127.0.0.1") || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1"));
        return local || dev.lockstep.engine.sql.result.LikePattern.of(pattern).matches(host);
    }

    /** CREATE USER and its kin; 1396, 1133. {@code self} is the account of the session. */
    public synchronized void execute(AccountStatement statement, AccountName self) throws SqlError {
        try {
            switch (statement) {
                case AccountStatement.CreateUser create -> create(create);
                case AccountStatement.AlterUser alter -> alter(alter);
                case AccountStatement.DropUser drop -> drop(drop);
                case AccountStatement.Grant grant -> grant(grant);
                case AccountStatement.Revoke revoke -> revoke(revoke);
                case AccountStatement.SetPassword set -> {
                    AccountName name = set.account().orElse(self);
                    StoredAccount old = known(name);
                    put(Passwords.account(name, new AccountStatement.Credentials(Optional.of(old.plugin()),
                            Optional.of(set.secret()))).requiring(old.requirement()));
                }
            }
        } catch (SQLException failed) {
            throw H2Errors.of(failed, "", "");
        } finally {
            publishRights();
        }
    }

    private StoredAccount known(AccountName name) throws SqlError {
        StoredAccount account = accounts.get(name.toString());
        if (account == null) {
            throw SqlError.of(1133, "Can't find any matching row in the user table");
        }
        return account;
    }

    private void create(AccountStatement.CreateUser create) throws SqlError, SQLException {
        for (AccountStatement.Account account : create.accounts()) {
            if (accounts.containsKey(account.name().toString())) {
                if (create.existence() == Existence.STRICT) {
                    throw SqlError.of(1396, "Operation CREATE USER failed for " + account.name());
                }
                continue;
            }
            put(Passwords.account(account.name(), account.credentials())
                    .requiring(create.requirement().orElse(Requirement.NONE)));
            grant(account.name(), "*.*", List.of("USAGE"));
        }
    }

    private void alter(AccountStatement.AlterUser alter) throws SqlError, SQLException {
        for (AccountStatement.Account account : alter.accounts()) {
            StoredAccount old = accounts.get(account.name().toString());
            if (old == null) {
                if (alter.existence() == Existence.STRICT) {
                    throw SqlError.of(1396, "Operation ALTER USER failed for " + account.name());
                }
                continue;
            }
            StoredAccount changed = account.credentials().equals(AccountStatement.Credentials.NONE)
                    ? old
                    : Passwords.account(account.name(), account.credentials());
            put(changed.requiring(alter.requirement().orElse(old.requirement())));
        }
    }

    private void drop(AccountStatement.DropUser drop) throws SqlError, SQLException {
        for (AccountName name : drop.accounts()) {
            if (accounts.remove(name.toString()) == null) {
                if (drop.existence() == Existence.STRICT) {
                    throw SqlError.of(1396, "Operation DROP USER failed for " + name);
                }
                continue;
            }
            grants.remove(name.toString());
            update("DELETE FROM " + SCHEMA + ".accounts WHERE account = ? AND host = ?", name.user(), name.host());
            update("DELETE FROM " + SCHEMA + ".grants WHERE account = ?", name.toString());
        }
    }

    private void grant(AccountStatement.Grant grant) throws SqlError, SQLException {
        for (AccountStatement.Account account : grant.accounts()) {
            boolean credentials = !account.credentials().equals(AccountStatement.Credentials.NONE);
            if (!accounts.containsKey(account.name().toString()) || credentials) {
                if (!credentials) {
                    throw SqlError.of(1133, "Can't find any matching row in the user table");
                }
                put(Passwords.account(account.name(), account.credentials()));
            }
            if (grant.requirement().isPresent()) {
                put(known(account.name()).requiring(grant.requirement().get()));
            }
            List<String> all = new ArrayList<>(grants.getOrDefault(account.name().toString(), Map.of())
                    .getOrDefault(grant.level(), List.of()));
            for (String privilege : grant.privileges()) {
                String full = privilege.equals("ALL") ? "ALL PRIVILEGES" : privilege;
                if (!all.contains(full)) {
                    all.add(full);
                }
            }
            if (all.size() > 1) {
                all.remove("USAGE");
            }
            if (all.contains("ALL PRIVILEGES")) {
                all.removeIf(privilege -> !privilege.equals("ALL PRIVILEGES") && !privilege.equals(GRANT_OPTION));
            }
            grant(account.name(), grant.level(), all);
        }
    }

    private void revoke(AccountStatement.Revoke revoke) throws SqlError, SQLException {
        for (AccountName name : revoke.accounts()) {
            known(name);
            List<String> left = new ArrayList<>(grants.getOrDefault(name.toString(), Map.of())
                    .getOrDefault(revoke.level(), List.of()));
            if (left.isEmpty()) {
                throw SqlError.of(1141, "There is no such grant defined for user '" + name.user() + "' on host '"
                        + name.host() + "'");
            }
            boolean all = revoke.privileges().getFirst().startsWith("ALL");
            left.removeIf(privilege -> all && !privilege.equals(GRANT_OPTION)
                    || revoke.privileges().contains(privilege));
            if (left.isEmpty() && !revoke.level().equals("*.*")) {
                grants.getOrDefault(name.toString(), new TreeMap<>()).remove(revoke.level());
                update("DELETE FROM " + SCHEMA + ".grants WHERE account = ? AND level = ?", name.toString(),
                        revoke.level());
            } else {
                grant(name, revoke.level(), left.isEmpty() ? List.of("USAGE") : left);
            }
        }
    }

    private void grant(AccountName name, String level, List<String> privileges) throws SQLException {
        grants.computeIfAbsent(name.toString(), key -> new TreeMap<>()).put(level, new ArrayList<>(privileges));
        update("MERGE INTO " + SCHEMA + ".grants(account, level, privileges) KEY(account, level) VALUES(?, ?, ?)",
                name.toString(), level,
                String.join(", ", privileges));
    }

    private void put(StoredAccount account) throws SQLException {
        accounts.put(account.name().toString(), account);
        update("MERGE INTO " + SCHEMA
                + ".accounts(account, host, plugin, native, sha2, requirement) KEY(account, host)"
                + " VALUES(?, ?, ?, ?, ?, ?)",
                account.name().user(), account.name().host(), account.plugin(), account.nativeHash().bytes(),
                account.sha2Digest().bytes(), account.requirement().name());
    }

    private void update(String sql, Object... values) throws SQLException {
        gate.enter();
        try (PreparedStatement statement = admin.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } finally {
            gate.leave();
        }
    }

    /**
     * SHOW GRANTS; 1141.
     *
     * @param words whose way of writing it
     */
    public synchronized ResultTable showGrants(AccountName name, GrantWords words) throws SqlError {
        StoredAccount account = accounts.get(name.toString());
        if (account == null) {
            throw SqlError.of(1141,
                    "There is no such grant defined for user '" + name.user() + "' on host '" + name.host() + "'");
        }
        ResultTable.Builder table = ResultTable.texts("Grants for " + name.user() + "@" + name.host());
        grants.getOrDefault(name.toString(), Map.of())
                .forEach((level, privileges) -> table.row(words.line(account, level, privileges)));
        return table.build();
    }
}
