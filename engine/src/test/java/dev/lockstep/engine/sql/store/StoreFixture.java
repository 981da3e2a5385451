package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.StatementParser;
import dev.lockstep.engine.sql.statement.TableStatement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** A store with a database {@code test} and a session in it. */
final class StoreFixture implements AutoCloseable {
    final TableStore store;
    final StoreSession session;

    StoreFixture(Path folder) throws SqlError {
        this(folder, Runnable::run);
    }

    StoreFixture(Path folder, Executor settler) throws SqlError {
        store = TableStore.open(folder, Duration.ofMillis(500), settler);
        session = store.newSession(Duration.ofSeconds(2));
        run(session, "CREATE DATABASE IF NOT EXISTS test");
        session.useDatabase("test");
    }

    static StoreResult run(StoreSession session, String sql, Object... parameters) throws SqlError {
        TableStatement statement = (TableStatement) StatementParser.parse(sql).statement();
        return session.execute(statement, new FakeContext(parameters));
    }

    StoreResult run(String sql, Object... parameters) throws SqlError {
        return run(session, sql, parameters);
    }

    StoreResult.Count count(String sql, Object... parameters) throws SqlError {
        return (StoreResult.Count) run(sql, parameters);
    }

    ResultTable rows(String sql, Object... parameters) throws SqlError {
        return ((StoreResult.Rows) run(sql, parameters)).table();
    }

    /** Rows as text, cells with commas between. */
    List<String> lines(String sql, Object... parameters) throws SqlError {
        return lines(rows(sql, parameters));
    }

    static List<String> lines(ResultTable table) {
        return table.rows()
                .stream()
                .map(row -> String.join(",", IntStream.range(0, row.cells().size())
                        .mapToObj(i -> String.valueOf(row.text(i)))
                        .toList()))
                .toList();
    }

    @Override
    public void close() {
        session.close();
        store.close();
    }
}
