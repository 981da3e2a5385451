package dev.lockstep.engine.node.session;

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
            case AdminStatement.LockTables _ -> sql.transactions().commit();
            case AdminStatement.UnlockTables _ -> close();
            case AdminStatement.Kill kill -> kill(kill);
            case AdminStatement.PurgeTo(String file) -> server.commits().purgeTo(file);
            case AdminStatement.PurgeBefore before -> server.commits()
                    .purgeBefore(Times.epochSeconds(new Evaluator(sql).evaluate(before.time())));
            case AdminStatement.InstallPlugin plugin -> {
                if (!plugin.library().startsWith("semisync_")) {
                    throw SqlError.of(1126, "Can't open shared library '" + plugin.library() + "'");
                }
                sql.warn(Warning.Level.NOTE, 1125, "Function '" + plugin.name() + "' already exists");
            }
            case AdminStatement.UninstallPlugin _ -> throw SqlError.notSupported("UNINSTALL PLUGIN");
            case AdminStatement.Shutdown _ -> server.shutdown().run();
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
            }
            case STATUS -> {
                server.counters().reset();
                server.semiSync().flushStatus();
            }
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

    private void kill(AdminStatement.Kill kill) throws SqlError {
        @Nullable
        Object value = new Evaluator(sql).evaluate(kill.id());
        long id = value == null ? 0 : Numbers.number(value).longValue();
        kill(server, id, kill.target());
        if (kill.target() == AdminStatement.Kill.KillTarget.CONNECTION && id == sql.session().id()) {
            throw SqlError.of(1317, "Query execution was interrupted");
        }
    }

    /** Also for COM_PROCESS_KILL. */
    static void kill(Server server, long id, AdminStatement.Kill.KillTarget target) throws SqlError {
        Optional<ServerProcess> process = server.processes().find(id);
        if (process.isEmpty()) {
            throw SqlError.of(1094, "Unknown thread id: " + id);
        }
        switch (target) {
            case CONNECTION -> process.get().kill();
            case QUERY -> process.get().killQuery();
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
