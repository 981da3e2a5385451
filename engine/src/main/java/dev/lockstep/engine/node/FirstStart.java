package dev.lockstep.engine.node;

import dev.lockstep.engine.node.replica.RowReplay;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.StandardVariables;
import dev.lockstep.engine.sql.variable.SystemVariables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a new data folder gets: a database, and the accounts. It is in no binlog, so the store is closed once, which brings
 * it to disk, before the folder counts as initialized; a crash meanwhile has it done again.
 */
final class FirstStart {
    private static final List<String> STATEMENTS = List.of("CREATE DATABASE IF NOT EXISTS test",
            "CREATE DATABASE IF NOT EXISTS mtr",
            "CREATE USER IF NOT EXISTS 'root'@'%'", "CREATE USER IF NOT EXISTS 'repl'@'%'",
            "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'");

    private FirstStart() {}

    static void initialize(Path folder) throws SqlError {
        try (TableStore store = TableStore.open(folder, Duration.ofMillis(500));
                StoreSession session = store.newSilentSession(Duration.ofSeconds(1))) {
            SystemVariables variables = new SystemVariables(StandardVariables.all());
            RowReplay replay = new RowReplay(store, session, variables.newSession(), ApplyMode.IDEMPOTENT);
            for (String sql : STATEMENTS) {
                replay.statement(sql, 0);
            }
            session.commit();
        }
    }
}
