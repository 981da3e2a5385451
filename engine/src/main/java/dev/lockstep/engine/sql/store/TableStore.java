package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.h2.Driver;

/**
 * The tables of one node: an H2 database in files of its own. H2 starts a writer thread that brings changes to disk within
 * {@code flushDelay}; this thread is H2's, not the world's. Thread-safe.
 *
 * <p>After {@link #closeAbruptly} or a crash the rows and {@link #recoveredPositions} agree, but may lag behind the binlog:
 * the node replays what is missing.
 *
 * <p>Clients' statements run as H2's user {@value #CLIENT}, who has no admin rights; definitions and the store's own work run
 * as its admin, with text that is made here and never a client's.
 */
public final class TableStore implements AutoCloseable {
    static final String CLIENT = "CLIENT";
    private static final String ADMIN = "LOCKSTEP";
    private static final String FILE = "tables";
    private static final String SETTINGS = ";MODE=MySQL;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";DB_CLOSE_ON_EXIT=FALSE;TIME ZONE=UTC;NON_KEYWORDS=VALUE,DAY,HOUR,MINUTE,MONTH,SECOND,YEAR,USER,KEY";

    static {
        // H2 loads classes that SQL names: ours only. Read once, when H2's class loader helper starts.
        System.setProperty("h2.allowedClasses", CaptureTrigger.class.getName() + "," + GuardTrigger.class.getName());
    }

    private final String url;
    private final Connection admin;
    private final Catalog catalog = new Catalog();
    private final Accounts accounts;
    private final Map<String, StorePosition> recovered;

    private TableStore(Path folder, Duration flushDelay) throws SQLException, SqlError {
        this.url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve(FILE) + SETTINGS;
        this.admin = connect(ADMIN);
        try {
            try (Statement statement = admin.createStatement()) {
                StoreTables.create(statement, flushDelay);
            }
            new StoreTables(admin).load(catalog);
            this.accounts = new Accounts(admin);
            this.recovered = StoreTables.positions(admin);
        } catch (SQLException | SqlError | RuntimeException failed) {
            admin.close();
            throw failed;
        }
    }

    /** Opens or creates the store in {@code folder}; 1105 with the reason if that does not work. */
    public static TableStore open(Path folder, Duration flushDelay) throws SqlError {
        try {
            return new TableStore(folder, flushDelay);
        } catch (SQLException failed) {
            SqlError error = SqlError.of(1105, "The tables in " + folder + " cannot be opened (" + failed.getErrorCode()
                    + "): is another node using this folder?");
            error.initCause(failed);
            throw error;
        }
    }

    private Connection connect(String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", user);
        String suffix = user.equals(CLIENT) ? ";FORBID_CREATION=TRUE" : "";
        Connection connection = new Driver().connect(url + suffix, properties);
        if (connection == null) {
            throw new SQLException("H2 does not take the address of the store");
        }
        return connection;
    }

    /** A connection of the admin for one definition. */
    Connection newAdmin() throws SQLException {
        return connect(ADMIN);
    }

    /** A session that records its changes: for clients, and for the applier of a node that logs them again. */
    public StoreSession newSession(Duration lockWait) throws SqlError {
        return session(lockWait, new Capture(catalog, true));
    }

    /** A session that does not record: for recovery, and for the applier of a node that does not log them. */
    public StoreSession newSilentSession(Duration lockWait) throws SqlError {
        return session(lockWait, new Capture(catalog, false));
    }

    private StoreSession session(Duration lockWait, Capture capture) throws SqlError {
        try {
            Connection connection = connect(CLIENT);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCK_TIMEOUT " + Math.clamp(lockWait.toMillis(), 1, Integer.MAX_VALUE));
            }
            return new StoreSession(this, connection, capture);
        } catch (SQLException failed) {
            throw H2Errors.of(failed, "", "");
        }
    }

    /** How far the tables were when the store was opened, by key; empty if nothing was ever committed. */
    public Map<String, StorePosition> recoveredPositions() {
        return recovered;
    }

    /** What SHOW says of databases and tables. */
    public Catalog catalog() {
        return catalog;
    }

    /** Who may log in. */
    public Accounts accounts() {
        return accounts;
    }

    /** Brings everything to disk and ends; sessions still open are rolled back. */
    @Override
    public void close() {
        shutdown("SHUTDOWN");
    }

    /** Ends as a killed process does: nothing more is written; sessions still open fail with 1053. */
    public void closeAbruptly() {
        shutdown("SHUTDOWN IMMEDIATELY");
    }

    private void shutdown(String how) {
        try (Statement statement = admin.createStatement()) {
            statement.execute(how);
        } catch (SQLException alreadyClosed) {
            // SHUTDOWN IMMEDIATELY always ends with this error, and a second close changes nothing.
        }
    }
}
