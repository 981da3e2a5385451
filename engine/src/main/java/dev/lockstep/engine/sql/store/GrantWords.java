package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.AccountStatement.Requirement;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.store.Accounts.StoredAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * How a server writes a line of {@code SHOW GRANTS}: MariaDB tells passwords and REQUIRE there (seen of 10.11.19), MySQL
 * since 5.7.6 does not.
 *
 * @param backticks whether accounts stand in backticks rather than in quotes
 * @param secrets whether password hash and REQUIRE are told
 */
public record GrantWords(boolean backticks, boolean secrets) {
    private static final List<String> ORDER = List.of("ALL PRIVILEGES", "USAGE", "SELECT", "INSERT", "UPDATE",
            "DELETE", "CREATE", "DROP", "RELOAD", "SHUTDOWN", "PROCESS", "FILE", "REFERENCES", "INDEX", "ALTER",
            "SHOW DATABASES", "SUPER", "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "REPLICATION SLAVE",
            "REPLICATION CLIENT", "BINLOG MONITOR", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE",
            "CREATE USER", "EVENT", "TRIGGER", "CREATE TABLESPACE", "DELETE HISTORY", "SET USER", "FEDERATED ADMIN",
            "CONNECTION ADMIN", "READ_ONLY ADMIN", "REPLICATION SLAVE ADMIN", "REPLICATION MASTER ADMIN",
            "BINLOG ADMIN", "BINLOG REPLAY", "SLAVE MONITOR");

    /** Of that server. */
    public static GrantWords of(ServerVersion version) {
        return version.mariaDb()
                ? new GrantWords(version.number() >= 100_400, true)
                : new GrantWords(version.number() >= 80_000, false);
    }

    String line(StoredAccount account, String level, List<String> privileges) {
        List<String> shown = new ArrayList<>(privileges);
        boolean grant = shown.remove(Accounts.GRANT_OPTION);
        if (shown.isEmpty()) {
            shown.add("USAGE");
        }
        shown.sort(Comparator.comparingInt(privilege -> ORDER.contains(privilege)
                ? ORDER.indexOf(privilege)
                : ORDER.size()));
        String secret = secrets && level.equals("*.*") ? secret(account) : "";
        return "GRANT " + String.join(", ", shown) + " ON " + level + " TO " + name(account.name()) + secret
                + (grant ? " WITH GRANT OPTION" : "");
    }

    private String name(AccountName name) {
        return backticks
                ? "`" + name.user().replace("`", "``") + "`@`" + name.host().replace("`", "``") + "`"
                : name.toString();
    }

    private static String secret(StoredAccount account) {
        String password = account.nativeHash().size() == 0 || !account.plugin().equals(Passwords.NATIVE)
                ? ""
                : " IDENTIFIED BY PASSWORD '*" + HexFormat.of().formatHex(account.nativeHash().bytes()).toUpperCase(
                        Locale.ROOT) + "'";
        return password + (account.requirement() == Requirement.NONE ? "" : " REQUIRE " + account.requirement());
    }
}
