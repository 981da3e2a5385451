package dev.lockstep.engine.node.session;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.AdminStatement;
import dev.lockstep.engine.sql.statement.AdminStatement.Kill;
import dev.lockstep.engine.sql.statement.Parsed;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.StatementParser;
import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.EofPacket;
import dev.lockstep.engine.wire.ReplicationCommand;
import dev.lockstep.engine.wire.ResultSetWriter;
import dev.lockstep.engine.wire.ResultSetWriter.Protocol;
import dev.lockstep.engine.wire.StatementCommand;
import dev.lockstep.engine.wire.StatusFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers the commands of one session. Used by its thread only. */
final class CommandHandler {
    private final Server server;
    private final Session session;
    private final SqlSession sql;
    private final AnswerWriter out;
    private final StatementExecutor executor;
    private final PreparedStatements prepared;
    private final DumpCommands dumps;
    private final TableAccess access;
    private final ServerVersion version;
    private boolean multiStatements;

    CommandHandler(Server server, Session session, SqlSession sql, AnswerWriter out) {
        this.server = server;
        this.session = session;
        this.sql = sql;
        this.out = out;
        this.executor = new StatementExecutor(server, sql, out.capabilities());
        this.access = new TableAccess(server, sql);
        this.version = server.version();
        this.prepared = new PreparedStatements(sql, version);
        this.dumps = new DumpCommands(server, session, sql, out);
        this.multiStatements = Capabilities.has(out.capabilities(), Capabilities.MULTI_STATEMENTS);
    }

    /** Carries out a command and writes its answer; only a lost connection ends in an exception. */
    void handle(Command command) throws IOException {
        server.counters().count("Questions");
        server.counters().count("Queries");
        try {
            dispatch(command);
        } catch (SqlError e) {
            fail(e);
        } catch (MalformedBytesException e) {
            fail(SqlError.of(1835, "Malformed communication packet."));
        } catch (RuntimeException e) {
            server.log().error("Session " + session.id() + " failed in " + command.getClass().getSimpleName() + ": "
                    + Faults.describe(e));
            fail(SqlError.of(1105, "Unknown error: " + e));
        }
    }

    private void fail(SqlError error) throws IOException {
        sql.warn(Warning.Level.ERROR, error.code(), error.text());
        out.error(error.toServerError());
    }

    private void dispatch(Command command) throws SqlError, IOException {
        switch (command) {
            case Command.ComQuery(String text) -> query(text);
            case Command.ComInitDb(String database) -> {
                session.begin("Init DB", null);
                server.counters().count("Com_change_db");
                access.use(database);
                sql.use(database);
                out.ok(sql.statusFlags());
            }
            case Command.ComFieldList list -> {
                session.begin("Field List", null);
                access.table("SELECT", new TableName(Optional.empty(), list.table()));
                ResultSetWriter.fieldList(out.link(), out.capabilities(), sql.store().fieldList(list.table()),
                        sql.statusFlags());
            }
            case Command.ComProcessKill(long id) -> {
                session.begin("Kill", null);
                AdminStatements.kill(server, sql, id, Kill.KillTarget.CONNECTION);
                out.ok(sql.statusFlags());
            }
            case Command.ComSetOption(int option) -> {
                multiStatements = option == Command.ComSetOption.MULTI_STATEMENTS_ON;
                out.link().writePacket(new EofPacket(0, sql.statusFlags()).encode());
            }
            case Command.ComPing() -> out.ok(sql.statusFlags());
            case Command.ComStatistics() -> out.link().writePacket(statistics().getBytes(StandardCharsets.UTF_8));
            case Command.ComResetConnection() -> {
                session.begin("Reset Connection", null);
                sql.reset();
                prepared.clear();
                out.ok(sql.statusFlags());
            }
            case Command.ComShutdown() -> {
                out.ok(sql.statusFlags());
                server.shutdown().accept(server.profile().shutdown());
            }
            case Command.ComDebug() -> out.link().writePacket(new EofPacket(0, sql.statusFlags()).encode());
            case StatementCommand statement -> prepared(statement);
            case ReplicationCommand replication -> dumps.handle(replication);
            case Command.ComQuit(),Command.Unknown _ -> throw new SqlError(1047, "08S01", "Unknown command");
            case dev.lockstep.engine.wire.ChangeUser _ -> throw new SqlError(1047, "08S01", "Unknown command");
        }
    }

    private void query(String text) throws SqlError, IOException {
        session.begin("Query", text);
        List<String> statements = multiStatements ? StatementParser.split(text, version) : List.of(text);
        for (int i = 0; i < statements.size(); i++) {
            Parsed parsed = StatementParser.parse(statements.get(i), version);
            if (parsed.parameterCount() > 0) {
                throw SqlError.syntax("?", 1);
            }
            sql.text(statements.get(i));
            Answer answer = executor.execute(parsed.statement(), Collections.emptyList());
            // The server may end this session before it has heard that its SHUTDOWN was taken.
            if (!(parsed.statement() instanceof AdminStatement.Shutdown)) {
                checkKilled();
            }
            int more = i + 1 < statements.size() ? StatusFlags.MORE_RESULTS_EXISTS : 0;
            out.write(answer, Protocol.TEXT, sql.statusFlags() | more, sql.warnings().size());
        }
    }

    private void checkKilled() throws SqlError {
        if (session.killed()) {
            throw SqlError.of(1317, "Query execution was interrupted");
        }
    }

    private void prepared(StatementCommand command) throws SqlError, IOException {
        switch (command) {
            case StatementCommand.ComStmtPrepare(String text) -> {
                session.begin("Prepare", text);
                server.counters().count("Com_stmt_prepare");
                PreparedStatements.Description description = prepared.prepare(text);
                List<ColumnDefinition> parameters = Collections.nCopies(description.parameters(),
                        ColumnDefinition.text("?"));
                ResultSetWriter.prepared(out.link(), out.capabilities(), description.id(), parameters,
                        description.columns(), sql.statusFlags());
            }
            case StatementCommand.ComStmtExecute execute -> {
                session.begin("Execute", null);
                server.counters().count("Com_stmt_execute");
                PreparedStatements.Execution execution = prepared.bind(execute);
                sql.text(text(execution.statement()));
                Answer answer = executor.execute(execution.statement(), execution.bound());
                checkKilled();
                out.write(answer, Protocol.BINARY, sql.statusFlags(), sql.warnings().size());
            }
            case StatementCommand.ComStmtSendLongData data -> prepared.longData(data);
            case StatementCommand.ComStmtReset(long id) -> {
                prepared.reset(id);
                out.ok(sql.statusFlags());
            }
            case StatementCommand.ComStmtClose(long id) -> prepared.close(id);
        }
    }

    private static String text(Statement statement) {
        return statement instanceof dev.lockstep.engine.sql.statement.TableStatement table ? table.text() : "";
    }

    private String statistics() {
        long uptime = Math.max(1, server.uptimeSeconds());
        long questions = server.counters().value("Questions");
        return "Uptime: " + uptime + "  Threads: " + server.processes().all().size() + "  Questions: " + questions
                + "  Slow queries: 0  Opens: 0  Flush tables: 1  Open tables: 0  Queries per second avg: "
                + String.format(Locale.ROOT, "%.3f", (double) questions / uptime);
    }

    void close() {
        executor.close();
    }
}
