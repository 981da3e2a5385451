package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.log.BinlogDirectory.LogFile;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What sessions and appliers ask of the binlog: to commit, and to administer it. With {@code log_bin} off nothing is
 * logged, and transactions go to the store at once.
 */
public final class Commits {
    private static final int ERROR_ON_WRITE = 1026;

    private final World world;
    private final GtidState gtids;
    private final DomainGtids domains;
    private final @Nullable ServerBinlog binlog;
    private final @Nullable GroupCommit group;
    private final @Nullable AppliedJournal journal;
    private final @Nullable EngineJournal engine;

    /** With a binlog; {@code engine} is there where recovery asks for it. */
    public Commits(World world, ServerProfile profile, GtidState gtids, DomainGtids domains, ServerBinlog binlog,
            AppliedJournal journal, @Nullable EngineJournal engine, CommitHooks hooks, CommitSettings settings) {
        this.world = world;
        this.gtids = gtids;
        this.domains = domains;
        this.binlog = binlog;
        this.journal = journal;
        this.engine = engine;
        this.group = GroupCommit.of(world, profile, binlog.lockLog(), binlog, hooks, settings);
    }

    /** Without. */
    public Commits(World world, GtidState gtids, DomainGtids domains) {
        this.world = world;
        this.gtids = gtids;
        this.domains = domains;
        this.binlog = null;
        this.journal = null;
        this.engine = null;
        this.group = null;
    }

    /** Whether there is a binlog: {@code log_bin}, and it was not given up. */
    public boolean logging() {
        return binlog != null && !binlog.abandoned();
    }

    /** The binlog; 1381 if there is none. */
    public ServerBinlog binlog() throws SqlError {
        if (binlog == null || binlog.abandoned()) {
            throw SqlError.of(1381, "You are not using binary logging");
        }
        return binlog;
    }

    /** GTIDs of this server, as MySQL has them. */
    public GtidState gtids() {
        return gtids;
    }

    /** GTIDs of this server, as MariaDB has them. */
    public DomainGtids domains() {
        return domains;
    }

    /**
     * Takes a transaction through the binlog into the store; comes back when its client may be told.
     *
     * @return MariaDB's name of it; null in MySQL
     */
    public @Nullable MariaDbGtid commit(TransactionEvents events, StoreSession store) throws SqlError {
        return commit(events, store, Map.of());
    }

    /** The same, with positions of channels that are kept together with the rows. */
    public @Nullable MariaDbGtid commit(TransactionEvents events, StoreSession store,
            Map<String, StorePosition> positions) throws SqlError {
        if (binlog != null && binlog.abandoned()) {
            store.commit(positions);
            return null;
        }
        ServerBinlog log = binlog();
        GroupCommit commits = group();
        long lastCommitted = commits.clock().maxCommitted();
        AtomicReference<@Nullable MariaDbGtid> gtid = new AtomicReference<>();
        Commit own = new Commit(new Commit.Work() {
            @Override
            public BinlogPosition flush(LogicalClock clock, long sequenceNumber) throws IOException {
                ServerBinlog.Appended appended = log.append(events, new BinlogForm.Moment(clock.inFile(lastCommitted),
                        clock.inFile(sequenceNumber), clock.commitId()), end -> note(end, positions));
                gtid.set(appended.gtid());
                return appended.end();
            }

            @Override
            public void commit(BinlogPosition end) throws SqlError {
                StorePosition own = log.stored(end);
                if (positions.isEmpty()) {
                    store.commit(Map.of(StorePosition.BINLOG, own));
                } else {
                    Map<String, StorePosition> all = new HashMap<>(positions);
                    all.put(StorePosition.BINLOG, own);
                    store.commit(all);
                }
            }

            @Override
            public void noteStored(BinlogPosition end) {
                if (engine != null) {
                    engine.committed(end);
                }
            }
        }, world.threads().current());
        commits.commit(own);
        if (own.failure() instanceof IOException broken && goesOnWithout(log, broken)) {
            store.commit(positions);
            return null;
        }
        throwFailure(own.failure());
        return gtid.get();
    }

    private void note(BinlogPosition end, Map<String, StorePosition> positions) throws IOException {
        if (journal != null && !positions.isEmpty()) {
            journal.write(end, positions);
        }
    }

    private static boolean goesOnWithout(ServerBinlog log, IOException broken) {
        log.failed(broken);
        return log.abandoned();
    }

    private static void throwFailure(@Nullable Throwable failure) throws SqlError {
        switch (failure) {
            case null -> {
            }
            case SqlError error -> throw error;
            case IOException broken -> throw SqlError.of(ERROR_ON_WRITE,
                    "Error writing the binary log: " + broken.getMessage());
            case OutOfOrderException refused -> throw SqlError.of(1950, String.valueOf(refused.getMessage()));
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(failure);
        }
    }

    private GroupCommit group() throws SqlError {
        if (group == null) {
            throw SqlError.of(1381, "You are not using binary logging");
        }
        return group;
    }

    /** {@code FLUSH BINARY LOGS}; nothing without a binlog. */
    public void rotate() throws SqlError {
        if (group == null) {
            return;
        }
        try {
            group.rotate();
        } catch (IOException e) {
            throw SqlError.of(ERROR_ON_WRITE, "Error writing the binary log: " + e.getMessage());
        }
    }

    /**
     * {@code RESET MASTER}: {@code andThen} runs while no commit is under way. The binlog is the tables' only redo log, so
     * they are brought to disk before it is deleted.
     */
    public void reset(StoreSession store, Runnable andThen) throws SqlError {
        ServerBinlog log = binlog();
        SqlError[] failed = new SqlError[1];
        try {
            group().exclusively(() -> {
                try {
                    store.flushSurely();
                    log.reset();
                    if (journal != null) {
                        journal.clear();
                    }
                    andThen.run();
                    store.commit(Map.of(StorePosition.BINLOG, log.stored(log.writtenEnd())));
                    store.flushSurely();
                    if (engine != null) {
                        engine.committed(log.writtenEnd());
                    }
                } catch (SqlError e) {
                    failed[0] = e;
                }
            });
        } catch (IOException e) {
            throw SqlError.of(ERROR_ON_WRITE, "Error writing the binary log: " + e.getMessage());
        }
        if (failed[0] != null) {
            throw failed[0];
        }
    }

    /** {@code PURGE BINARY LOGS TO}; 1373. */
    public void purgeTo(StoreSession store, String file) throws SqlError {
        try {
            store.flushSurely();
            if (!binlog().purgeBefore(file)) {
                throw SqlError.of(1373, "Target log not found in binlog index");
            }
        } catch (IOException e) {
            throw SqlError.of(1377, "Fatal error during log purge: " + e.getMessage());
        }
    }

    /** {@code PURGE BINARY LOGS BEFORE}: files whose successor began before then. */
    public void purgeBefore(StoreSession store, long epochSeconds) throws SqlError {
        ServerBinlog log = binlog();
        try {
            store.flushSurely();
            List<LogFile> files = log.list();
            String keep = files.getFirst().name();
            for (LogFile file : files) {
                try (BinlogReader reader = BinlogReader.open(world.files(), file.name(), ReadOptions.BINLOG)) {
                    if (reader.description().header().timestampSeconds() >= epochSeconds) {
                        break;
                    }
                    keep = file.name();
                }
            }
            log.purgeBefore(keep);
        } catch (IOException e) {
            throw SqlError.of(1377, "Fatal error during log purge: " + e.getMessage());
        }
    }
}
