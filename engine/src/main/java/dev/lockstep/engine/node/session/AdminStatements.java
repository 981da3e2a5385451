package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.profile.Shutdown;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Evaluator;
import dev.lockstep.engine.sql.expression.Numbers;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.AdminStatement;
import dev.lockstep.engine.sql.statement.AdminStatement.Flush.FlushTarget;
import dev.lockstep.engine.sql.statement.TableName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** FLUSH, KILL, PURGE, SHUTDOWN and their kin. */
final class AdminStatements {
    /** Database of the test harness, which has one procedure. */
    private static final String HARNESS = "mtr";

    private final Server server;
    private final SqlSession sql;
    private boolean holdsReadLock;

    AdminStatements(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
    }

    Answer execute(AdminStatement statement) throws SqlError {
        switch (statement) {
            case AdminStatement.Flush flush -> {
                for (FlushTarget target : flush.targets()) {
                    flush(target);
                }
            }
            case AdminStatement.FlushRelayLogs flush -> new SessionChannels(server, sql).flush(flush.channel());
            case AdminStatement.LockTables _ -> sql.transactions().commit();
            case AdminStatement.UnlockTables _ -> close();
            case AdminStatement.Kill kill -> kill(kill);
            case AdminStatement.PurgeTo(String file) -> server.commits().purgeTo(sql.store(), file);
            case AdminStatement.PurgeBefore before -> server.commits()
                    .purgeBefore(sql.store(), Times.epochSeconds(new Evaluator(sql).evaluate(before.time())));
            case AdminStatement.InstallPlugin(String name, String library) -> {
                if (name.isEmpty()) {
                    server.plugins().installLibrary(library);
                } else {
                    server.plugins().install(name, library);
                }
            }
            case AdminStatement.UninstallPlugin(String name) -> uninstall(
                    server.plugins().named(Optional.of(name), Optional.empty()));
            case AdminStatement.UninstallLibrary(String library) -> uninstall(
                    server.plugins().named(Optional.empty(), Optional.of(library)));
            case AdminStatement.Call call -> call(call);
            case AdminStatement.Shutdown(AdminStatement.Shutdown.Patience patience) -> server.shutdown()
                    .accept(patience == AdminStatement.Shutdown.Patience.NONE
                            ? server.profile().shutdown()
                            : Shutdown.AWAITS_ACKS);
            case AdminStatement.Maintenance maintenance -> {
                return new Answer.Rows(maintain(maintenance));
            }
        }
        return Answer.OK;
    }

    private void flush(FlushTarget target) throws SqlError {
        switch (target) {
            case LOGS, BINARY_LOGS -> {
                server.commits().rotate();
                if (target == FlushTarget.LOGS) {
                    rotateRelayLogs();
                }
            }
            case RELAY_LOGS -> rotateRelayLogs();
            case STATUS -> {
                server.counters().reset();
                server.semiSync().flushStatus();
            }
            case PRIVILEGES -> server.handshake().forgetPasswords();
            case TABLES_WITH_READ_LOCK -> {
                sql.transactions().commit();
                if (!holdsReadLock) {
                    server.globalReadLock().acquire(sql.session());
                    holdsReadLock = true;
                }
            }
            default -> {
            }
        }
    }

    /** MySQL: not while it is in use, since the other end would misread the stream; 1883. MariaDB of 2012 does not ask. */
    private void uninstall(Plugins.Plugin plugin) throws SqlError {
        String inUse = server.mariaDb() ? "" : inUse(plugin);
        if (!inUse.isEmpty()) {
            throw SqlError.of(1883, "Plugin '" + plugin.pluginName() + "' cannot be uninstalled now. " + inUse);
        }
        server.plugins().unload(plugin);
    }

    private String inUse(Plugins.Plugin plugin) {
        return switch (plugin) {
            case RPL_SEMI_SYNC_MASTER -> "0".equals(server.semiSync().status().variables()
                    .get("Rpl_semi_sync_master_clients"))
                            ? ""
                            : "Stop any active semisynchronous slaves of this master first.";
            case RPL_SEMI_SYNC_SLAVE -> server.semiSyncReplica().on() && receiving()
                    ? "Stop any active semisynchronous I/O threads on this slave first."
                    : "";
        };
    }

    private boolean receiving() {
        return server.replication().configured().stream().anyMatch(channel -> channel.status().receiver().running());
    }

    /** The procedures that mysqltest's harness calls; there are no stored procedures otherwise. */
    private void call(AdminStatement.Call call) throws SqlError {
        String database = call.procedure().database().or(() -> Optional.ofNullable(sql.session().database()))
                .orElseThrow(() -> SqlError.of(1046, "No database selected"));
        boolean known = database.equals(HARNESS) && server.store().catalog().hasDatabase(database)
                && call.procedure().table().equalsIgnoreCase("add_suppression");
        if (!known) {
            throw SqlError.of(1305, "PROCEDURE " + database + "." + call.procedure().table() + " does not exist");
        }
        if (call.arguments().size() != 1) {
            throw SqlError.of(1318, "Incorrect number of arguments for PROCEDURE " + database + "."
                    + call.procedure().table() + "; expected 1, got " + call.arguments().size());
        }
        new Evaluator(sql).evaluate(call.arguments().getFirst());
    }

    private void rotateRelayLogs() throws SqlError {
        server.replication().onConfigured(ReplicationChannel::rotateRelay);
    }

    private void kill(AdminStatement.Kill kill) throws SqlError {
        @Nullable
        Object value = new Evaluator(sql).evaluate(kill.id());
        long id = value == null ? 0 : Numbers.number(value).longValue();
        kill(server, sql, id, kill.target());
        if (kill.target() == AdminStatement.Kill.KillTarget.CONNECTION && id == sql.session().id()) {
            throw SqlError.of(1317, "Query execution was interrupted");
        }
    }

    /** Also for COM_PROCESS_KILL. */
    static void kill(Server server, SqlSession sql, long id, AdminStatement.Kill.KillTarget target) throws SqlError {
        Optional<ServerProcess> process = server.processes().find(id);
        if (process.isEmpty()) {
            throw SqlError.of(1094, "Unknown thread id: " + id);
        }
        new AccessCheck(server, sql).kill(process.get());
        switch (target) {
            case CONNECTION -> process.get().kill();
            case QUERY -> process.get().killQuery();
        }
        if (process.get() instanceof Session session && session != sql.session()) {
            session.leavesAckWait(server.semiSync());
        }
    }

    private ResultTable maintain(AdminStatement.Maintenance maintenance) throws SqlError {
        ResultTable.Builder table = ResultTable.texts("Table", "Op", "Msg_type", "Msg_text");
        for (TableName name : maintenance.tables()) {
            String database = name.database().or(() -> Optional.ofNullable(sql.session().database()))
                    .orElseThrow(() -> SqlError.of(1046, "No database selected"));
            boolean known = server.store().catalog().table(database, name.table()).isPresent();
            String full = database + "." + name.table();
            if (!known) {
                table.row(full, maintenance.verb(), "Error", "Table '" + full + "' doesn't exist");
            }
            table.row(full, maintenance.verb(), "status", known ? "OK" : "Operation failed");
        }
        return table.build();
    }

    /** Gives back the global read lock, if this session has it. */
    void close() {
        if (holdsReadLock) {
            holdsReadLock = false;
            server.globalReadLock().release();
        }
    }
}
