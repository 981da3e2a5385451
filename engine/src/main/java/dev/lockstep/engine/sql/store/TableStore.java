package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The tables of one node: an H2 database in files of its own. H2 starts a writer thread that brings changes to disk within
 * {@code flushDelay}; this thread is H2's, not the world's. Thread-safe.
 *
 * <p>After {@link #closeAbruptly} or a crash the rows and {@link #recoveredPositions} agree, but may lag behind the binlog:
 * the node replays what is missing.
 */
public final class TableStore implements AutoCloseable {
    private TableStore() {}

    /** Opens or creates the store in {@code folder}. */
    public static TableStore open(Path folder, Duration flushDelay) throws SqlError {
        if (flushDelay.isZero()) {
            return new TableStore();
        }
        throw SqlError.notSupported(folder.toString() + flushDelay);
    }

    /** A session that records its changes: for clients, and for the applier of a node that logs them again. */
    public StoreSession newSession(Duration lockWait) throws SqlError {
        return new StoreSession();
    }

    /** A session that does not record: for recovery, and for the applier of a node that does not log them. */
    public StoreSession newSilentSession(Duration lockWait) throws SqlError {
        return new StoreSession();
    }

    /** How far the tables were when the store was opened, by key; empty if nothing was ever committed. */
    public Map<String, StorePosition> recoveredPositions() {
        return Map.of();
    }

    /** What SHOW says of databases and tables. */
    public Catalog catalog() {
        return new Catalog();
    }

    /** Who may log in. */
    public Accounts accounts() {
        return new Accounts();
    }

    /** Brings everything to disk and ends; sessions still open are rolled back. */
    @Override
    public void close() {}

    /** Ends as a killed process does: nothing more is written; sessions still open fail with 1053. */
    public void closeAbruptly() {}
}
