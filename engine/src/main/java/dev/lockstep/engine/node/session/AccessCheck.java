package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.AccountStatement;
import dev.lockstep.engine.sql.statement.AdminStatement;
import dev.lockstep.engine.sql.statement.Assignment;
import dev.lockstep.engine.sql.statement.FilterStatement;
import dev.lockstep.engine.sql.statement.ReplicationStatement;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.statement.ShowStatement;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.store.Rights;
import java.util.List;
import java.util.Locale;

/**
 * Whether an account may run a statement about the server; what is about tables goes on to {@link TableAccess}. Rights and
 * texts as MariaDB 10.11.19 was seen to answer, and as the manual of MySQL 5.7 has them. Used by the session's thread.
 */
final class AccessCheck {
    static final String SUPER = "SUPER";
    private static final String REPLICATION_SLAVE = "REPLICATION SLAVE";
    private static final String RELOAD = "RELOAD";
    /** The version of MariaDB that divided SUPER. */
    private static final int DIVIDED = 100_502;

    private final Server server;
    private final SqlSession sql;
    private final TableAccess tables;
    private final boolean divided;

    AccessCheck(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.tables = new TableAccess(server, sql);
        this.divided = divided(server.version());
    }

    private static boolean divided(ServerVersion version) {
        return version.mariaDb() && version.number() >= DIVIDED;
    }

    private Rights rights() {
        return server.store().accounts().rights(sql.account());
    }

    /** 1044, 1045, 1142, 1227. */
    void check(Statement statement) throws SqlError {
        if (rights().has("ALL PRIVILEGES")) {
            return;
        }
        switch (statement) {
            case Statement.Use(String database) -> tables.use(database);
            case Statement.SetVariables set -> {
                for (Assignment assignment : set.assignments()) {
                    set(assignment);
                }
            }
            case Statement.WithVariables with -> check(with.statement());
            case TableStatement table -> tables.check(table);
            case ShowStatement show -> show(show);
            case ReplicationStatement command -> replication(command);
            case FilterStatement _ -> need(administration("REPLICATION SLAVE ADMIN"));
            case AdminStatement command -> admin(command);
            case AccountStatement command -> account(command);
            case Statement.Empty _,Statement.Select _,Statement.Do _ -> { // anybody may
            }
            case dev.lockstep.engine.sql.statement.TransactionStatement _ -> { // anybody may
            }
        }
    }

    /** COM_BINLOG_DUMP and its kin. */
    void dump() throws SqlError {
        need(List.of(REPLICATION_SLAVE));
    }

    /** COM_REGISTER_SLAVE: servers whose SUPER is not divided yet tell of it as of a wrong password. */
    void register() throws SqlError {
        if (divided) {
            need(List.of(REPLICATION_SLAVE));
        } else if (!rights().has(REPLICATION_SLAVE)) {
            throw denied();
        }
    }

    /** Whether writes of this account pass {@code read_only}. */
    boolean mayWriteReadOnly() {
        return rights().any(List.of(divided ? "READ_ONLY ADMIN" : SUPER));
    }

    /** 1095 for the connection of somebody else. */
    void kill(ServerProcess process) throws SqlError {
        boolean own = process.user().equals(sql.session().user());
        if (!own && !rights().any(administration("CONNECTION ADMIN"))) {
            throw SqlError.of(1095, "You are not owner of thread " + process.id());
        }
    }

    /** SUPER, or that part of it. */
    private List<String> administration(String part) {
        return divided ? List.of(SUPER, part) : List.of(SUPER);
    }

    private List<String> monitoring(String part) {
        return List.of(SUPER, divided ? part : "REPLICATION CLIENT");
    }

    private void need(List<String> anyOf) throws SqlError {
        if (!rights().any(anyOf)) {
            throw SqlError.of(1227, "Access denied; you need (at least one of) the " + String.join(", ", anyOf)
                    + " privilege(s) for this operation");
        }
    }

    private SqlError denied() {
        AccountName account = sql.account();
        return SqlError.of(1045, "Access denied for user '" + account.user() + "'@'" + account.host()
                + "' (using password: YES)");
    }

    private void set(Assignment assignment) throws SqlError {
        if (assignment instanceof Assignment.SystemVariable variable) {
            String name = variable.name().toLowerCase(Locale.ROOT);
            if (variable.scope() == VariableScope.GLOBAL && server.variables().find(name).isPresent()) {
                need(globally(name));
            } else if (name.equals("sql_log_bin") || name.equals("binlog_format")) {
                need(administration("BINLOG ADMIN"));
            } else if (name.equals("gtid_seq_no") || name.equals("server_id") || name.equals("gtid_domain_id")) {
                need(administration("BINLOG REPLAY"));
            }
        } else if (assignment instanceof Assignment.Transaction transaction
                && transaction.scope() == VariableScope.GLOBAL) {
            need(List.of(SUPER));
        }
    }

    private List<String> globally(String variable) {
        if (!divided) {
            return List.of(SUPER);
        }
        if (variable.equals("read_only")) {
            return List.of("READ_ONLY ADMIN");
        }
        if (variable.startsWith("rpl_semi_sync_master") || variable.startsWith("gtid_binlog")
                || variable.equals("server_id") || variable.equals("gtid_domain_id")) {
            return List.of(SUPER, "REPLICATION MASTER ADMIN");
        }
        if (variable.startsWith("rpl_semi_sync_slave") || variable.startsWith("slave_")
                || variable.startsWith("replicate_") || variable.startsWith("gtid_") || variable.startsWith("relay_log")
                || variable.startsWith("sync_relay") || variable.startsWith("sync_master")) {
            return List.of(SUPER, "REPLICATION SLAVE ADMIN");
        }
        if (variable.startsWith("binlog_") || variable.startsWith("sync_binlog") || variable.startsWith("max_binlog")
                || variable.equals("expire_logs_days")) {
            return List.of(SUPER, "BINLOG ADMIN");
        }
        return variable.startsWith("max_conn") || variable.startsWith("connect")
                || variable.equals("require_secure_transport")
                        ? List.of(SUPER, "CONNECTION ADMIN")
                        : List.of(SUPER);
    }

    private void show(ShowStatement show) throws SqlError {
        switch (show) {
            case ShowStatement.SlaveStatus _,ShowStatement.AllSlavesStatus _ -> need(monitoring("SLAVE MONITOR"));
            case ShowStatement.MasterStatus _,ShowStatement.BinaryLogs _ -> need(monitoring("BINLOG MONITOR"));
            case ShowStatement.BinlogEvents _ -> need(List.of(divided ? "BINLOG MONITOR" : REPLICATION_SLAVE));
            case ShowStatement.RelaylogEvents _ -> need(List.of(divided ? "SLAVE MONITOR" : REPLICATION_SLAVE));
            case ShowStatement.SlaveHosts _ -> need(List.of(divided ? "REPLICATION MASTER ADMIN" : REPLICATION_SLAVE));
            case ShowStatement.EngineStatus _ -> need(List.of("PROCESS"));
            case ShowStatement.Grants(java.util.Optional<AccountName> account) -> {
                if (account.isPresent() && !account.get().equals(sql.account())) {
                    tables.database("SELECT", "mysql");
                }
            }
            case ShowStatement.Tables tablesOf -> tables.sees(tablesOf.database());
            case ShowStatement.TableStatus status -> tables.sees(status.database());
            case ShowStatement.CreateTable(var table) -> tables.table("SHOW", table);
            case ShowStatement.Columns columns -> tables.table("SELECT", columns.table());
            case ShowStatement.Indexes indexes -> tables.table("SELECT", indexes.table());
            default -> { // anybody may; lists leave out what the account must not see
            }
        }
    }

    private void replication(ReplicationStatement command) throws SqlError {
        switch (command) {
            case ReplicationStatement.ResetMaster _,ReplicationStatement.ResetSlave _ -> need(List.of(RELOAD));
            default -> need(administration("REPLICATION SLAVE ADMIN"));
        }
    }

    private void admin(AdminStatement command) throws SqlError {
        switch (command) {
            case AdminStatement.Flush _,AdminStatement.FlushRelayLogs _ -> need(List.of(RELOAD));
            case AdminStatement.PurgeTo _,AdminStatement.PurgeBefore _ -> need(administration("BINLOG ADMIN"));
            case AdminStatement.Shutdown _ -> need(List.of("SHUTDOWN"));
            case AdminStatement.InstallPlugin _ -> tables.plugin("INSERT");
            case AdminStatement.UninstallPlugin _,AdminStatement.UninstallLibrary _ -> tables.plugin("DELETE");
            case AdminStatement.LockTables locks -> {
                for (AdminStatement.TableLock lock : locks.locks()) {
                    tables.lock(lock.table());
                }
            }
            case AdminStatement.Maintenance maintenance -> {
                for (var table : maintenance.tables()) {
                    tables.maintain(table);
                }
            }
            case AdminStatement.Kill _,AdminStatement.UnlockTables _,AdminStatement.Call _ -> { // checked where it is done
            }
        }
    }

    private void account(AccountStatement command) throws SqlError {
        switch (command) {
            case AccountStatement.CreateUser _,AccountStatement.DropUser _ -> need(List.of("CREATE USER"));
            case AccountStatement.AlterUser alter -> {
                if (!alter.accounts().stream().allMatch(account -> account.name().equals(sql.account()))) {
                    need(List.of("CREATE USER"));
                }
            }
            case AccountStatement.SetPassword set -> {
                if (set.account().isPresent() && !set.account().get().equals(sql.account())) {
                    tables.database("UPDATE", "mysql");
                }
            }
            case AccountStatement.Grant grant -> grantOption(grant.level());
            case AccountStatement.Revoke revoke -> grantOption(revoke.level());
        }
    }

    private void grantOption(String level) throws SqlError {
        if (level.equals("*.*")) {
            if (!rights().has("GRANT OPTION")) {
                throw denied();
            }
        } else {
            tables.grant(level);
        }
    }
}
