package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.node.commit.LoggedStatement;
import dev.lockstep.engine.node.commit.RowImages;
import dev.lockstep.engine.node.commit.TransactionEvents;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.TransactionStatement;
import dev.lockstep.engine.sql.statement.TransactionStatement.Completion;
import dev.lockstep.engine.sql.statement.TransactionStatement.Snapshot;
import dev.lockstep.engine.sql.store.TransactionChanges;
import dev.lockstep.engine.sql.variable.SessionVariables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of one session.
 *
 * <pre>
 * none -> open   BEGIN; with autocommit off, any statement on tables
 * open -> none   COMMIT, ROLLBACK, a definition statement, BEGIN (then open again), the end of the session; with
 *                autocommit on and without BEGIN, the end of the statement
 * </pre>
 */
final class Transactions {
    /** A flush waits for sessions that are within a call; one that waits for a row lock there is not waited for longer. */
    private static final long FLUSH_NANOS = 2_000_000_000L;
    private static final long FLUSH_STEP_NANOS = 1_000_000L;

    private final Server server;
    private final SqlSession sql;
    private final NextGtid nextGtid;
    private final List<LoggedStatement> logged = new ArrayList<>();
    private boolean explicit;
    private boolean touched;
    /** What query events carry, made of these variables as they were after so many changes. */
    private @Nullable StatusVars status;
    private @Nullable SessionVariables statusOf;
    private int statusChanges;

    Transactions(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.nextGtid = new NextGtid(server, sql.variables());
    }

    /** Follows the variables of the session. */
    void watch(SessionVariables variables) {
        nextGtid.watch(variables);
        for (String name : List.of("gtid_domain_id", "gtid_seq_no")) {
            variables.guard(name, (variable, before, now) -> {
                if (open()) {
                    throw SqlError.of(1953, "Cannot modify @@session.gtid_domain_id or @@session.gtid_seq_no inside a "
                            + "transaction");
                }
            });
        }
    }

    /** Before a statement on tables: 1837. */
    void checkUse() throws SqlError {
        nextGtid.checkUse();
    }

    /** Whether a transaction is open that the next statement would belong to. */
    boolean open() {
        return explicit || touched && !autocommit();
    }

    private boolean autocommit() {
        return sql.variables().enabled("autocommit");
    }

    Answer execute(TransactionStatement statement) throws SqlError {
        switch (statement) {
            case TransactionStatement.Begin begin -> {
                commit();
                nextGtid.checkUse();
                explicit = true;
                if (begin.snapshot() == Snapshot.NOW) {
                    sql.store().beginSnapshot();
                }
            }
            case TransactionStatement.Commit(Completion completion) -> {
                commit();
                complete(completion);
            }
            case TransactionStatement.Rollback(Completion completion) -> {
                rollback();
                complete(completion);
            }
            case TransactionStatement.Savepoint(String name) -> sql.store().savepoint(name);
            case TransactionStatement.RollbackTo(String name) -> {
                sql.store().rollbackTo(name);
                keepLogged(sql.store().changes().statementStarts().size());
            }
            case TransactionStatement.ReleaseSavepoint(String name) -> sql.store().releaseSavepoint(name);
        }
        return Answer.OK;
    }

    private void complete(Completion completion) {
        switch (completion) {
            case END -> {
            }
            case CHAIN -> explicit = true;
            case RELEASE -> sql.session().kill();
        }
    }

    /** A statement on tables is done: commits by itself, unless a transaction is open. */
    void statementDone(StatementLog log, long insertId) throws SqlError {
        touched = true;
        note(log, insertId);
        if (!open()) {
            commit();
        }
    }

    /** Notes what the binlog is to have of a statement. */
    private void note(StatementLog log, long insertId) {
        TransactionChanges changes = sql.store().changes();
        List<Integer> starts = changes.statementStarts();
        keepLogged(starts.size());
        boolean changed = starts.size() > (logged.isEmpty() ? 0 : logged.getLast().changed());
        LoggedStatement entry = log.end(insertId, starts.size(), changed
                ? changes.rows().subList(starts.getLast(), changes.rows().size())
                : List.of());
        if (entry != null) {
            logged.add(entry);
        }
    }

    /** Forgets those behind what a ROLLBACK TO has left. */
    private void keepLogged(int changed) {
        logged.removeIf(statement -> statement.changed() > changed);
    }

    /** A statement on tables failed; its own changes are undone. */
    void statementFailed(SqlError error) throws SqlError {
        touched = true;
        boolean whole = error.code() == 1213;
        if (whole || !open()) {
            rollback();
        }
    }

    /** Commits what is open: rows to the binlog and the store, by the group commit. */
    void commit() throws SqlError {
        try {
            commitChanges();
        } finally {
            logged.clear();
        }
    }

    private void commitChanges() throws SqlError {
        boolean empty = explicit;
        explicit = false;
        touched = false;
        TransactionChanges changes = sql.store().changes();
        if (changes.isEmpty() && logged.isEmpty() && !(empty && nextGtid.given())) {
            sql.store().commit();
            return;
        }
        if (!logged()) {
            sql.store().commit();
            keepUnlogged();
            return;
        }
        if (nextGtid.executed()) {
            sql.store().rollback();
            nextGtid.used();
            return;
        }
        server.globalReadLock().beginCommit(sql.session());
        try {
            sql.session().stage("query end");
            TransactionEvents events = changes.isEmpty() && logged.isEmpty()
                    ? server.rowEvents().empty(sql.session().id(), sql.statementEpochMicros(), server.serverId(), null)
                    : server.rowEvents().of(changes, context());
            nextGtid.called(server.commits().commit(nextGtid.name(marked(events)), sql.store()));
            sql.session().committed();
            nextGtid.used();
        } catch (SqlError e) {
            sql.store().rollback();
            throw e;
        } finally {
            server.globalReadLock().endCommit();
        }
    }

    /** A definition statement was executed: writes it to the binlog as a transaction of its own. */
    void commitDefinition(String text) throws SqlError {
        commitDefinition(text, sql.session().database());
    }

    /** The same for a statement that names another default database than the session's: CREATE DATABASE. */
    void commitDefinition(String text, @Nullable String database) throws SqlError {
        if (!logged()) {
            keepUnlogged();
            return;
        }
        sql.session().stage("query end");
        TransactionEvents events = marked(server.rowEvents().definition(text, context(database)));
        nextGtid.called(server.commits().commit(nextGtid.name(events), sql.store()));
        sql.session().committed();
        nextGtid.used();
    }

    /**
     * What goes to no binlog has no redo log: unless {@code innodb_flush_log_at_trx_commit} is 0, the tables are brought to
     * disk before the client is told.
     */
    private void keepUnlogged() {
        if (!server.variables().text("innodb_flush_log_at_trx_commit").equals("0")) {
            sql.session().stage("query end");
            long deadline = server.world().clock().nanos() + FLUSH_NANOS;
            while (!server.store().flush() && server.world().clock().nanos() < deadline) {
                server.world().threads().sleep(FLUSH_STEP_NANOS);
            }
        }
    }

    void rollback() throws SqlError {
        logged.clear();
        explicit = false;
        touched = false;
        sql.store().rollback();
    }

    private TransactionEvents marked(TransactionEvents events) {
        boolean marks = server.mariaDb() && sql.variables().enabled("skip_replication");
        return marks ? events.markedForSkip() : events;
    }

    private boolean logged() {
        return server.commits().logging() && sql.variables().enabled("sql_log_bin");
    }

    private StatusVars status() {
        SessionVariables variables = sql.variables();
        int changes = variables.changes();
        StatusVars known = status;
        if (known == null || statusOf != variables || statusChanges != changes) {
            known = SessionStatus.of(variables, server.version());
            status = known;
            statusOf = variables;
            statusChanges = changes;
        }
        return known;
    }

    private TransactionEvents.Context context() {
        return context(sql.session().database());
    }

    private TransactionEvents.Context context(@Nullable String database) {
        return new TransactionEvents.Context(sql.session().id(), database == null ? "" : database,
                sql.statementEpochMicros(), status(),
                RowImages.valueOf(sql.variables().text("binlog_row_image")), logged);
    }
}
