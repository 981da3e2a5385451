package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.AccountStatement.Account;
import dev.lockstep.engine.sql.statement.AccountStatement.Credentials;
import dev.lockstep.engine.sql.statement.AccountStatement.Existence;
import dev.lockstep.engine.sql.statement.AccountStatement.Requirement;
import dev.lockstep.engine.sql.statement.AccountStatement.Secret;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses CREATE USER, GRANT and the like. */
final class AccountParser {
    private final TokenCursor cursor;

    AccountParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** {@code 'user'@'host'}. */
    static AccountName accountName(TokenCursor cursor) throws SqlError {
        String user = cursor.stringOrName();
        if (cursor.peek().kind() == Kind.USER_VARIABLE) {
            return new AccountName(user, cursor.next().text());
        }
        return new AccountName(user, cursor.acceptSign("@") ? cursor.stringOrName() : "%");
    }

    private Existence ifWords(String... words) {
        return cursor.accept(words) ? Existence.LENIENT : Existence.STRICT;
    }

    /** Behind CREATE USER. */
    Statement create() throws SqlError {
        Existence existence = ifWords("IF", "NOT", "EXISTS");
        List<Account> accounts = accounts();
        return new AccountStatement.CreateUser(accounts, existence, options());
    }

    /** Behind ALTER USER. */
    Statement alter() throws SqlError {
        Existence existence = ifWords("IF", "EXISTS");
        List<Account> accounts = accounts();
        return new AccountStatement.AlterUser(accounts, existence, options());
    }

    /** Behind DROP USER. */
    Statement drop() throws SqlError {
        Existence existence = ifWords("IF", "EXISTS");
        return new AccountStatement.DropUser(names(), existence);
    }

    private List<AccountName> names() throws SqlError {
        List<AccountName> names = new ArrayList<>();
        do {
            names.add(accountName(cursor));
        } while (cursor.acceptSign(","));
        cursor.expectEnd();
        return List.copyOf(names);
    }

    private List<Account> accounts() throws SqlError {
        List<Account> accounts = new ArrayList<>();
        do {
            accounts.add(new Account(accountName(cursor), credentials()));
        } while (cursor.acceptSign(","));
        return List.copyOf(accounts);
    }

    private Credentials credentials() throws SqlError {
        if (!cursor.accept("IDENTIFIED")) {
            return Credentials.NONE;
        }
        if (cursor.accept("BY", "PASSWORD")) {
            return new Credentials(Optional.of("mysql_native_password"), Optional.of(new Secret.Hash(cursor.string())));
        }
        if (cursor.accept("BY")) {
            return new Credentials(Optional.empty(), Optional.of(new Secret.Password(cursor.string())));
        }
        if (!cursor.accept("WITH")) {
            cursor.expect("VIA");
        }
        Optional<String> plugin = Optional.of(cursor.stringOrName().toLowerCase(Locale.ROOT));
        if (cursor.accept("BY")) {
            return new Credentials(plugin, Optional.of(new Secret.Password(cursor.string())));
        }
        if (cursor.accept("AS") || cursor.accept("USING")) {
            if (cursor.accept("PASSWORD")) {
                return new Credentials(plugin, Optional.of(password()));
            }
            return new Credentials(plugin, Optional.of(new Secret.Hash(cursor.string())));
        }
        return new Credentials(plugin, Optional.empty());
    }

    private Secret password() throws SqlError {
        cursor.expectSign("(");
        Secret secret = new Secret.Password(cursor.string());
        cursor.expectSign(")");
        return secret;
    }

    /** REQUIRE; a certain issuer or subject is any, a certain cipher is any. */
    private Optional<Requirement> requirement() throws SqlError {
        if (!cursor.accept("REQUIRE")) {
            return Optional.empty();
        }
        Requirement wanted = Requirement.NONE;
        if (cursor.accept("NONE")) {
            return Optional.of(wanted);
        }
        while (true) {
            if (cursor.accept("SSL")) {
                wanted = wanted == Requirement.X509 ? wanted : Requirement.SSL;
            } else if (cursor.accept("X509")) {
                wanted = Requirement.X509;
            } else if (cursor.accept("ISSUER") || cursor.accept("SUBJECT")) {
                cursor.string();
                wanted = Requirement.X509;
            } else if (cursor.accept("CIPHER")) {
                cursor.string();
                wanted = wanted == Requirement.X509 ? wanted : Requirement.SSL;
            } else if (wanted == Requirement.NONE) {
                throw cursor.error();
            } else if (!cursor.accept("AND")) {
                return Optional.of(wanted);
            }
        }
    }

    /** REQUIRE; then WITH, PASSWORD EXPIRE and ACCOUNT options: read, of no effect in the lab. */
    private Optional<Requirement> options() throws SqlError {
        Optional<Requirement> requirement = requirement();
        if (cursor.atEnd()) {
            return requirement;
        }
        if (!cursor.peek().isWord("WITH") && !cursor.peek().isWord("PASSWORD")
                && !cursor.peek().isWord("ACCOUNT") && !cursor.peek().isWord("DEFAULT")
                && !cursor.peek().isWord("COMMENT") && !cursor.peek().isWord("ATTRIBUTE")) {
            throw cursor.error();
        }
        while (!cursor.atEnd()) {
            Token token = cursor.next();
            if (token.isSign(";")) {
                throw Tokenizer.error(cursor.source(), token.start());
            }
        }
        return requirement;
    }

    /** Behind GRANT. */
    Statement grant() throws SqlError {
        List<String> privileges = privileges();
        cursor.expect("ON");
        String level = level();
        cursor.expect("TO");
        List<Account> accounts = accounts();
        Optional<Requirement> requirement = requirement();
        if (cursor.accept("WITH", "GRANT", "OPTION")) {
            privileges = new ArrayList<>(privileges);
            privileges.add("GRANT OPTION");
        }
        options();
        return new AccountStatement.Grant(List.copyOf(privileges), level, accounts, requirement);
    }

    /** Behind REVOKE. */
    Statement revoke() throws SqlError {
        List<String> privileges = privileges();
        String level = "*.*";
        if (cursor.accept("ON")) {
            level = level();
        }
        cursor.expect("FROM");
        return new AccountStatement.Revoke(privileges, level, names());
    }

    private List<String> privileges() throws SqlError {
        List<String> privileges = new ArrayList<>();
        do {
            StringBuilder words = new StringBuilder();
            while (cursor.peek().kind() == Kind.WORD && !cursor.peek().isWord("ON") && !cursor.peek().isWord("FROM")) {
                words.append(words.isEmpty() ? "" : " ").append(cursor.next().text().toUpperCase(Locale.ROOT));
            }
            if (words.isEmpty()) {
                throw cursor.error();
            }
            if (cursor.acceptSign("(")) {
                do {
                    cursor.name();
                } while (cursor.acceptSign(","));
                cursor.expectSign(")");
            }
            privileges.add(inItsWords(words.toString()));
        } while (cursor.acceptSign(","));
        return List.copyOf(privileges);
    }

    /** MariaDB 10.5 has new words for old rights, and takes both. */
    private String inItsWords(String privilege) {
        boolean renamed = cursor.version().mariaDb() && cursor.version().number() >= 100_502;
        return !renamed ? privilege : switch (privilege) {
            case "REPLICATION CLIENT" -> "BINLOG MONITOR";
            case "REPLICATION REPLICA" -> "REPLICATION SLAVE";
            case "REPLICATION REPLICA ADMIN" -> "REPLICATION SLAVE ADMIN";
            case "REPLICA MONITOR" -> "SLAVE MONITOR";
            case "READ ONLY ADMIN" -> "READ_ONLY ADMIN";
            default -> privilege;
        };
    }

    private String level() throws SqlError {
        if (!cursor.accept("TABLE") && !cursor.accept("FUNCTION")) {
            cursor.accept("PROCEDURE");
        }
        String first = levelPart();
        return cursor.acceptSign(".") ? first + "." + levelPart() : first;
    }

    private String levelPart() throws SqlError {
        return cursor.acceptSign("*") ? "*" : "`" + cursor.name().replace("`", "``") + "`";
    }

    /** Behind SET PASSWORD. */
    Statement setPassword() throws SqlError {
        Optional<AccountName> account = cursor.accept("FOR") ? Optional.of(accountName(cursor)) : Optional.empty();
        cursor.expectSign("=");
        Secret secret;
        if (cursor.accept("PASSWORD")) {
            secret = password();
        } else {
            String text = cursor.string();
            boolean hash = text.length() == 41 && text.startsWith("*");
            secret = hash ? new Secret.Hash(text) : new Secret.Password(text);
        }
        cursor.expectEnd();
        return new AccountStatement.SetPassword(account, secret);
    }
}
