package dev.lockstep.engine.sql.statement;

import java.util.List;
import java.util.Optional;

/** Accounts and their rights. */
public sealed interface AccountStatement extends Statement {

    /** What to do if the account is there, or is not. */
    enum Existence {
        /** An error. */
        STRICT,
        /** IF EXISTS, IF NOT EXISTS. */
        LENIENT
    }

    /**
     * How an account logs in.
     *
     * @param plugin such as {@code mysql_native_password}, empty for the server's default
     * @param secret password or hash, empty for none
     */
    record Credentials(Optional<String> plugin, Optional<Secret> secret) {
        /** No password. */
        public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());
    }

    /** A password, or what the server stores of it. */
    sealed interface Secret {
        /** In clear text. */
        record Password(String text) implements Secret {}

        /** As the plugin stores it, such as {@code *2470C0C0...}. */
        record Hash(String text) implements Secret {}
    }

    /** An account with its way to log in. */
    record Account(AccountName name, Credentials credentials) {}

    /** REQUIRE: what connections of an account must be. */
    enum Requirement {
        /** Nothing. */
        NONE,
        /** TLS. */
        SSL,
        /** TLS, with a certificate of the client. */
        X509
    }

    /** CREATE USER; without REQUIRE the requirement is empty. */
    record CreateUser(List<Account> accounts, Existence existence, Optional<Requirement> requirement)
            implements
                AccountStatement {}

    /** ALTER USER; without REQUIRE the requirement is empty and stays. */
    record AlterUser(List<Account> accounts, Existence existence, Optional<Requirement> requirement)
            implements
                AccountStatement {}

    /** DROP USER. */
    record DropUser(List<AccountName> accounts, Existence existence) implements AccountStatement {}

    /**
     * GRANT; accounts with credentials are created if need be (MariaDB, MySQL up to 5.7).
     *
     * @param privileges in upper case, such as {@code REPLICATION SLAVE}
     * @param level as written, such as {@code *.*}
     * @param requirement empty without REQUIRE
     */
    record Grant(List<String> privileges, String level, List<Account> accounts, Optional<Requirement> requirement)
            implements
                AccountStatement {}

    /** REVOKE. */
    record Revoke(List<String> privileges, String level, List<AccountName> accounts) implements AccountStatement {}

    /** SET PASSWORD; empty for the own account. */
    record SetPassword(Optional<AccountName> account, Secret secret) implements AccountStatement {}
}
