package dev.lockstep.engine.node;

import dev.lockstep.engine.node.replica.RowReplay;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import java.time.Duration;
import java.util.List;

/** What a new data folder gets, without being logged: databases, and the account that replicas use. */
record FirstStart(TableStore store, SystemVariables variables) {
    private static final List<String> STATEMENTS = List.of(
            "CREATE DATABASE IF NOT EXISTS test", "CREATE USER IF NOT EXISTS 'root'@'%'",
            "CREATE USER IF NOT EXISTS 'repl'@'%'", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'");

    void run() throws SqlError {
        try (StoreSession session = store.newSilentSession(Duration.ofSeconds(1))) {
            RowReplay replay = new RowReplay(store, session, variables.newSession(), ApplyMode.IDEMPOTENT);
            for (String sql : STATEMENTS) {
                replay.statement(sql, 0);
            }
            session.commit();
        }
    }
}
