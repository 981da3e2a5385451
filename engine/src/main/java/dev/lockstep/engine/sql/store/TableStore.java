package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.Properties;
import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The tables of one node: an H2 database in files of its own. Thread-safe.
 *
 * <p>H2's writer thread is put to rest: it would write while transactions run, and MVStore is then not whole in the file
 * (see {@link FlushGate}). Instead a session that begins a transaction takes a snapshot when enough has changed, and another
 * thread sees to it that it gets to disk (see {@link FlushTurn}); definitions do both.
 * After {@link #closeAbruptly} or a crash the rows and {@link #recoveredPositions} agree and are no older than the last
 * {@link #flush} (see {@link StoreFile}), but may lag behind the binlog by some ten thousand transactions: the node
 * replays what is missing. A transaction that changes more than what is left of {@value #CREDIT_BYTES} bytes (a fifth of them
 * at least) makes H2 write on its own; a crash before the next flush, which follows at once, is the one case in which they may
 * not agree.
 *
 * <p>Clients' statements run as H2's user {@value #CLIENT}, who has no admin rights; definitions and the store's own work run
 * as its admin, with text that is made here and never a client's.
 */
public final class TableStore implements AutoCloseable {
    static final String CLIENT = "CLIENT";
    private static final String ADMIN = "LOCKSTEP";
    private static final String FILE = "tables";
    /**
     * A flush writes each page that was changed since the last one, so few of them are better; a restart replays more. As H2
     * counts bytes in memory: a row that hits another page than the last ones costs some 17 kB. The stores of a process share
     * a sixth of its heap.
     */
    private static final int FLUSH_BYTES_LEAST = 16 << 20;
    private static final int FLUSH_BYTES_MOST = 380 << 20;
    private static final long FLUSH_BYTES_OF_ALL = Runtime.getRuntime().maxMemory() / 6;
    private static final int FLUSH_COMMITS = 30_000;
    /**
     * What may be changed beyond what H2 itself allows (some 20 MB) before it writes, in the middle of transactions. H2 takes
     * four times its count as an int ({@code TransactionStore.endTransaction}), so with 512 MB or more it would write behind
     * each commit.
     */
    private static final int CREDIT_BYTES = 500 << 20;
    /** Whoever would go on beyond that waits for a flush that is under way, so that H2 does not come to write by itself. */
    private static final int PATIENCE_BYTES = 450 << 20;
    private static final AtomicInteger OPEN_STORES = new AtomicInteger();
    /** Each takes some 400 ms. */
    private static final int SURE_TRIES = 25;
    private static final String SETTINGS = ";MODE=MySQL;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";DB_CLOSE_ON_EXIT=FALSE;TIME ZONE=UTC;NON_KEYWORDS=VALUE,DAY,HOUR,MINUTE,MONTH,SECOND,YEAR,USER,KEY";

    static {
        // H2 loads classes that SQL names: ours only. Read once, when H2's class loader helper starts.
        System.setProperty("h2.objectCache", "false"); // costs more than it saves: rows differ
        System.setProperty("h2.allowedClasses", String.join(",", CaptureTrigger.class.getName(),
                PlainCaptureTrigger.class.getName(),
                GuardTrigger.class.getName(), StatementTime.class.getName()));
    }

    private final String url;
    private final Connection admin;
    private final Catalog catalog = new Catalog();
    private final Accounts accounts;
    private final LiveTables liveTables;
    private final Map<String, StorePosition> recovered;
    private final FlushGate gate = new FlushGate();
    private final MVStore h2;
    private final StoreFile file;
    private final PositionWriter positions;
    private final FlushTurn turn = new FlushTurn();
    private final Executor settler;
    private final AtomicBoolean counted = new AtomicBoolean();
    private volatile int nextFlushBytes = FLUSH_BYTES_LEAST;
    private volatile int nextFlushCommits = FLUSH_COMMITS;
    private volatile long ownVersion;
    private volatile boolean ended;
    private volatile boolean doubtful;

    private TableStore(Path folder, Duration reuseDelay, Executor settler) throws SQLException, SqlError {
        this.settler = settler;
        this.url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve(FILE) + SETTINGS;
        this.admin = connect(ADMIN);
        try {
            this.h2 = ((SessionLocal) admin.unwrap(JdbcConnection.class).getSession()).getDatabase()
                    .getStore()
                    .getMvStore();
            this.positions = new PositionWriter(connect(ADMIN), new Capture(catalog, false));
            this.file = new StoreFile(h2, reuseDelay);
            try (Statement statement = admin.createStatement()) {
                StoreTables.create(statement);
            }
            new StoreTables(admin).load(catalog);
            this.accounts = new Accounts(admin, gate);
            this.liveTables = new LiveTables(this, admin);
            this.recovered = new ConcurrentHashMap<>(StoreTables.positions(admin));
            flush();
            OPEN_STORES.incrementAndGet();
            counted.set(true);
        } catch (SQLException | SqlError | RuntimeException failed) {
            admin.close();
            throw failed;
        }
    }

    /**
     * Opens or creates the store in {@code folder}; 1105 with the reason if that does not work.
     *
     * @param reuseDelay how long what was written stays in the file at least, when it has been replaced since
     * @param settler runs what waits for the disk when a session has found enough changed; each takes a fraction of a second
     */
    public static TableStore open(Path folder, Duration reuseDelay, Executor settler) throws SqlError {
        try {
            return new TableStore(folder, reuseDelay, settler);
        } catch (SQLException failed) {
            SqlError error = SqlError.of(1105, "The tables in " + folder + " cannot be opened (" + failed.getErrorCode()
                    + "): is another node using this folder?");
            error.initCause(failed);
            throw error;
        }
    }

    /** The same without another thread: the session waits that found enough changed. */
    public static TableStore open(Path folder, Duration reuseDelay) throws SqlError {
        return open(folder, reuseDelay, Runnable::run);
    }

    /**
     * Whether {@link #open} failed because a store of this process, which was killed a moment ago, still lets go of the same
     * folder: another try is worth it.
     */
    public static boolean stillClosing(SqlError failure) {
        if (!(failure.getCause() instanceof SQLException cause)) {
            return false;
        }
        return cause.getErrorCode() == ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE
                || cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1 && lockedHere(cause);
    }

    /** Whether it is this process that has the file locked: then H2 names the OverlappingFileLockException as the cause. */
    private static boolean lockedHere(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof IllegalStateException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    FlushGate gate() {
        return gate;
    }

    PositionWriter positions() {
        return positions;
    }

    /** Called by sessions that are outside of the gate and have no transaction. */
    void flushIfNeeded() {
        if (!flushIsDue()) {
            return;
        }
        if (!turn.tryTake()) {
            if (unsavedBytes() > PATIENCE_BYTES) {
                turn.awaitFree();
            }
            return;
        }
        boolean handedOver = false;
        try {
            // Who looked while another one was at it is not to flush once more.
            if (flushIsDue()) {
                if (snapshot(false)) {
                    settler.execute(this::settleInTurn);
                    handedOver = true;
                } else {
                    postpone();
                }
            }
        } finally {
            if (!handedOver) {
                turn.giveBack();
            }
        }
    }

    private void settleInTurn() {
        try {
            if (!settle()) {
                postpone();
            }
        } finally {
            turn.giveBack();
        }
    }

    private void postpone() {
        nextFlushBytes = unsavedBytes() + flushBytes() / 4;
        nextFlushCommits = positions.commits() + FLUSH_COMMITS / 4;
        ownVersion = h2.getCurrentVersion();
    }

    private static int flushBytes() {
        return Math.clamp(FLUSH_BYTES_OF_ALL / Math.max(1, OPEN_STORES.get()), FLUSH_BYTES_LEAST, FLUSH_BYTES_MOST);
    }

    private boolean flushIsDue() {
        return unsavedBytes() > nextFlushBytes || positions.commits() > nextFlushCommits
                || h2.getCurrentVersion() != ownVersion;
    }

    private int unsavedBytes() {
        return h2.getUnsavedMemory() + CREDIT_BYTES;
    }

    /**
     * Brings all that is committed to the file, if no session stays in a call for long; false if one did, which is harmless:
     * the next flush brings it. Not to be called by a thread that is in a call.
     */
    public boolean flush() {
        return flush(false);
    }

    private boolean flush(boolean behindOthers) {
        turn.take();
        try {
            return snapshot(behindOthers) && settle();
        } finally {
            turn.giveBack();
        }
    }

    private boolean snapshot(boolean behindOthers) {
        try {
            return gate.flush(this::commitFile, behindOthers);
        } catch (MVStoreException closed) {
            return false;
        }
    }

    private boolean settle() {
        try {
            return file.settle();
        } catch (MVStoreException closed) {
            return false;
        }
    }

    /**
     * A commit was cut off, as by a kill: its rows may be there without its position. Nothing is brought to the file any
     * more; who opens it finds what the last flush left, and replays. To be called within the call that failed.
     */
    void commitFailed() {
        doubtful = true;
    }

    /** While nobody is in a call. */
    private boolean commitFile() {
        if (doubtful || ended) {
            return false;
        }
        try {
            positions.write();
        } catch (SQLException closed) {
            return false;
        }
        file.takeSnapshot();
        h2.registerUnsavedMemory(-CREDIT_BYTES - h2.getUnsavedMemory());
        ownVersion = h2.getCurrentVersion();
        nextFlushBytes = flushBytes();
        nextFlushCommits = FLUSH_COMMITS;
        return true;
    }

    /**
     * The same for one who is about to delete the log that holds what is not in the file yet: tries for some seconds, after
     * another thread that flushes just now; false if sessions stayed in calls all the time, and then the log is to be kept.
     */
    public boolean flushSurely() {
        for (int i = 0; i < SURE_TRIES && !ended; i++) {
            if (flush(true)) {
                return true;
            }
        }
        return false;
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

    /** A connection of the admin for one definition, which is in the gate. */
    Connection newAdmin() throws SQLException {
        if (ended) {
            throw new SQLException("the store has ended");
        }
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
        gate.enter();
        try {
            if (ended) { // H2 would open the file once more, and the next node on this folder would share that
                throw SqlError.of(1053, "Server shutdown in progress");
            }
            Connection connection = connect(CLIENT);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCK_TIMEOUT " + Math.clamp(lockWait.toMillis(), 1, Integer.MAX_VALUE));
            }
            connection.commit(); // SET has begun a transaction, and H2 allows 255 of them at once
            return new StoreSession(this, connection, capture);
        } catch (SQLException failed) {
            throw error(failed, "", "");
        } finally {
            gate.leave();
        }
    }

    /**
     * The server's error. A statement that was cut off by the end of the store fails in H2 wherever it just was, with any of
     * H2's errors; for the client it is always 1053.
     */
    SqlError error(SQLException failed, String database, String source) {
        return ended ? SqlError.of(1053, "Server shutdown in progress") : H2Errors.of(failed, database, source);
    }

    /** What was missing after a crash is there now: up to those positions. */
    public void recovered(Map<String, StorePosition> positions) {
        recovered.putAll(positions);
    }

    /** How far the tables were when the store was opened and {@link #recovered}, by key; empty if nothing was ever committed. */
    public Map<String, StorePosition> recoveredPositions() {
        return recovered;
    }

    /** What SHOW says of databases and tables. */
    public Catalog catalog() {
        return catalog;
    }

    /** Tables whose rows are made when they are read. */
    public LiveTables liveTables() {
        return liveTables;
    }

    /** Who may log in. */
    public Accounts accounts() {
        return accounts;
    }

    /** Brings everything to disk and ends; sessions still open are rolled back. */
    @Override
    public void close() {
        if (!ended && !flush()) {
            try {
                commitFile(); // a session stays in a call, and is about to lose what it did there
            } catch (MVStoreException closed) {
                // H2 has given up before, and says so again
            }
        }
        shutdown("SHUTDOWN");
    }

    /** Ends as a killed process does: nothing more is written; sessions still open fail with 1053. */
    public void closeAbruptly() {
        shutdown("SHUTDOWN IMMEDIATELY");
    }

    private void shutdown(String how) {
        ended = true;
        if (counted.compareAndSet(true, false)) {
            OPEN_STORES.decrementAndGet();
        }
        gate.end(() -> {
            try (Statement statement = admin.createStatement()) {
                statement.execute(how);
            } catch (SQLException alreadyClosed) {
                // SHUTDOWN IMMEDIATELY always ends with this error, and a second close changes nothing.
            }
        });
    }
}
