package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.Evaluator;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.AccountStatement;
import dev.lockstep.engine.sql.statement.AdminStatement;
import dev.lockstep.engine.sql.statement.Assignment;
import dev.lockstep.engine.sql.statement.FilterStatement;
import dev.lockstep.engine.sql.statement.ReplicationStatement;
import dev.lockstep.engine.sql.statement.ShowStatement;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TransactionStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out one session's statements: sends each family to the class that knows it, and counts it. */
final class StatementExecutor {
    private final Server server;
    private final SqlSession sql;
    private final TableStatements tables;
    private final SetStatements sets;
    private final ShowStatements shows;
    private final AdminStatements admin;
    private final ReplicationStatements replication;
    private final AccessCheck access;

    StatementExecutor(Server server, SqlSession sql, long capabilities) {
        this.server = server;
        this.sql = sql;
        this.tables = new TableStatements(server, sql, capabilities);
        this.sets = new SetStatements(server, sql);
        this.shows = new ShowStatements(server, sql);
        this.admin = new AdminStatements(server, sql);
        this.replication = new ReplicationStatements(server, sql);
        this.access = new AccessCheck(server, sql);
    }

    /** Executes a statement; {@code bound} are the values of its question marks. */
    Answer execute(Statement statement, List<@Nullable Object> bound) throws SqlError {
        sql.beginStatement(bound);
        server.counters().count(ComCounters.name(statement));
        if (!(statement instanceof ShowStatement.Warnings || statement instanceof ShowStatement.Errors)) {
            sql.clearWarnings();
        }
        access.check(statement);
        return switch (statement) {
            case Statement.Empty() -> throw SqlError.of(1065, "Query was empty");
            case Statement.Select select -> Selects.answer(select, sql);
            case Statement.Use(String database) -> {
                sql.use(database);
                yield Answer.OK;
            }
            case Statement.Do(List<Expression> expressions) -> {
                for (Expression expression : expressions) {
                    new Evaluator(sql).evaluate(expression);
                }
                yield Answer.OK;
            }
            case Statement.SetVariables set -> sets.execute(set);
            case Statement.WithVariables with -> withVariables(with, bound);
            case TableStatement table -> tables.execute(table);
            case TransactionStatement transaction -> sql.transactions().execute(transaction);
            case ShowStatement show -> new Answer.Rows(shows.answer(show));
            case ReplicationStatement command -> replication.execute(command);
            case FilterStatement filter -> new FilterStatements(server).execute(filter);
            case AdminStatement command -> admin.execute(command);
            case AccountStatement command -> {
                sql.transactions().commit();
                server.store().accounts().execute(command, sql.account());
                sql.transactions().commitDefinition(sql.text());
                yield Answer.OK;
            }
        };
    }

    /** SET STATEMENT ... FOR: the session's values hold for one statement. */
    private Answer withVariables(Statement.WithVariables with, List<@Nullable Object> bound) throws SqlError {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> before = new ArrayList<>();
        try {
            for (Assignment.SystemVariable assignment : with.assignments()) {
                Object old = sql.variables().value(VariableScope.IMPLICIT, assignment.name());
                Object value = assignment.value().isPresent()
                        ? new Evaluator(sql).evaluate(assignment.value().get())
                        : null;
                sql.variables().assign(VariableScope.SESSION, assignment.name(), value);
                names.add(assignment.name());
                before.add(old);
            }
            return execute(with.statement(), bound);
        } finally {
            for (int i = names.size() - 1; i >= 0; i--) {
                sql.variables().assign(VariableScope.SESSION, names.get(i), before.get(i));
            }
        }
    }

    /** Ends what the session still holds when its client has gone. */
    void close() {
        admin.close();
    }
}
