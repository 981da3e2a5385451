package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.RandomCalls;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.store.StoreResult;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.world.WorldThread;
import org.jspecify.annotations.Nullable;

/** Statements that the table store carries out, and their way into the binlog. */
final class TableStatements {
    private final Server server;
    private final SqlSession sql;
    private final long capabilities;
    /** The last one, which a client that has prepared it sends again and again, and whether it draws numbers. */
    private @Nullable TableStatement last;
    private boolean lastDraws;

    TableStatements(Server server, SqlSession sql, long capabilities) {
        this.server = server;
        this.sql = sql;
        this.capabilities = capabilities;
    }

    Answer execute(TableStatement statement) throws SqlError {
        Verb verb = statement.verb();
        if (verb != Verb.SELECT) {
            refuseReadOnly();
            sql.transactions().checkUse();
        }
        if (verb.isDefinition()) {
            return define(statement);
        }
        StoreResult result;
        boolean draws = drawsNumbers(statement);
        StatementLog log = StatementLog.begin(server, sql, statement, draws);
        sql.session().stage(verb == Verb.SELECT ? "Sending data" : "update");
        sql.session().onKill(sql.store()::cancel);
        try {
            result = inStore(draws && RandomCalls.areListed(statement)
                    ? RandomCalls.evaluated(statement)
                    : statement);
        } catch (SqlError e) {
            sql.transactions().statementFailed(e);
            throw e;
        } finally {
            sql.session().onKill(() -> {});
        }
        sql.transactions().statementDone(log, result instanceof StoreResult.Count count ? count.lastInsertId() : 0);
        return answer(result);
    }

    private boolean drawsNumbers(TableStatement statement) {
        if (last != statement) {
            last = statement;
            lastDraws = RandomCalls.in(statement);
        }
        return lastDraws;
    }

    private Answer define(TableStatement statement) throws SqlError {
        sql.transactions().commit();
        server.globalReadLock().beginCommit(sql.session());
        try {
            sql.session().stage("creating table");
            StoreResult result = inStore(statement);
            sql.transactions().commitDefinition(statement.text(), statement.definedDatabase()
                    .orElse(sql.session().database()));
            return answer(result);
        } finally {
            server.globalReadLock().endCommit();
        }
    }

    private StoreResult inStore(TableStatement statement) throws SqlError {
        WorldThread thread = server.world().threads().current();
        thread.begin(Activity.ENGINE);
        try {
            return sql.store().execute(statement, sql);
        } finally {
            thread.end(Activity.ENGINE);
        }
    }

    private Answer answer(StoreResult result) {
        return switch (result) {
            case StoreResult.Rows rows -> {
                sql.foundRows(rows.table().rows().size());
                sql.rowCount(-1);
                yield new Answer.Rows(ResultCharset.of(sql.variables()).apply(rows.table()));
            }
            case StoreResult.Count count -> {
                long affected = Capabilities.has(capabilities, Capabilities.FOUND_ROWS)
                        ? count.found()
                        : count.changed();
                if (count.lastInsertId() != 0) {
                    sql.lastInsertId(count.lastInsertId());
                }
                sql.rowCount(count.changed());
                yield new Answer.Done(affected, count.lastInsertId(), count.info());
            }
        };
    }

    private void refuseReadOnly() throws SqlError {
        String option = server.variables().enabled("super_read_only")
                ? "--super-read-only"
                : server.variables().enabled("read_only") && !new AccessCheck(server, sql).mayWriteReadOnly()
                        ? "--read-only"
                        : "";
        if (!option.isEmpty()) {
            throw SqlError.of(1290, "The MySQL server is running with the " + option
                    + " option so it cannot execute this statement");
        }
    }
}
