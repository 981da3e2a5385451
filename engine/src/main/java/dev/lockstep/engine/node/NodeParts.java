package dev.lockstep.engine.node;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.channel.DumpThreads;
import dev.lockstep.engine.link.ServerHandshake;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.log.Recovery;
import dev.lockstep.engine.node.commit.CommitSettings;
import dev.lockstep.engine.node.commit.AppliedJournal;
import dev.lockstep.engine.node.commit.BinlogForm;
import dev.lockstep.engine.node.commit.BinlogLife;
import dev.lockstep.engine.node.commit.Commits;
import dev.lockstep.engine.node.commit.DomainGtids;
import dev.lockstep.engine.node.commit.EngineJournal;
import dev.lockstep.engine.node.commit.GlobalReadLock;
import dev.lockstep.engine.node.commit.GtidState;
import dev.lockstep.engine.node.commit.MariaDbForm;
import dev.lockstep.engine.node.commit.MySqlForm;
import dev.lockstep.engine.node.commit.RowEvents;
import dev.lockstep.engine.node.commit.ServerBinlog;
import dev.lockstep.engine.node.replica.Channels;
import dev.lockstep.engine.node.replica.GtidVariables;
import dev.lockstep.engine.node.replica.ReplicaSide;
import dev.lockstep.engine.node.replica.SkipCounterRules;
import dev.lockstep.engine.node.session.ChannelProcesses;
import dev.lockstep.engine.node.session.ProcessList;
import dev.lockstep.engine.node.session.Registrations;
import dev.lockstep.engine.node.session.Server;
import dev.lockstep.engine.node.session.ServerTables;
import dev.lockstep.engine.node.session.StatusCounters;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.Shutdown;
import dev.lockstep.engine.semisync.replica.SemiSyncReplica;
import dev.lockstep.engine.semisync.source.AckReceiver;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.Collations;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.RsaKeys;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a server from its data folder, and takes it apart again. */
final class NodeParts {
    /** Is there while the server runs, and after a crash. */
    private static final String PID_FILE = "node.pid";
    /** Named after InnoDB's thread that writes what has changed, {@code buf_flush_page_cleaner}; it comes when there is something. */
    private static final String SETTLER = "page_cleaner";
    private static final Duration STORE_REUSE_DELAY = Duration.ofSeconds(1);
    private static final long STORE_CLOSES_NANOS = 10_000_000_000L;
    private static final long STORE_RETRY_NANOS = 20_000_000;
    private static final Duration LOCK_WAIT = Duration.ofSeconds(50);

    private final World world;
    private final ErrorLog log;
    private final NodeVariables variables;
    private final TableStore store;
    private final Server server;

    private NodeParts(World world, ErrorLog log, NodeVariables variables, TableStore store, Server server) {
        this.world = world;
        this.log = log;
        this.variables = variables;
        this.store = store;
        this.server = server;
    }

    /** Recovers and puts together; whatever fails closes what was opened. */
    static NodeParts assemble(World world, NodeConfig config, int port, Consumer<Shutdown> shutdown)
            throws IOException, SqlError {
        ErrorLog log = new ErrorLog(world);
        log.note("mysqld (lockstep " + config.profile().version() + ") starting as '" + config.name() + "'");
        Path tables = world.files().folder().resolve("tables");
        if (!world.files().exists(ServerUuid.FILE)) {
            log.note("Initializing the data folder " + world.files().folder());
            FirstStart.initialize(tables);
        }
        NodeVariables presets = new NodeVariables(world, config, ServerUuid.of(world));
        SystemVariables variables = presets.variables();
        variables.publish("port", (long) port);
        TableStore store = open(world, tables);
        try {
            Server server = new Assembly(world, config, log, presets, store, shutdown).server();
            ServerTables.define(server, store);
            new SkipCounterRules(variables, server.replication()).guard();
            if (config.profile().dialect() == Dialect.MARIADB) {
                new GtidVariables(variables, server.commits().domains(), server.replication(), store).connect();
            }
            if (world.files().exists(PID_FILE)) {
                server.replication().crashed();
            }
            world.files().replace(PID_FILE, new byte[]{'1', '\n'});
            return new NodeParts(world, log, presets, store, server);
        } catch (IOException | SqlError | RuntimeException e) {
            store.close();
            log.error("Aborting: " + e.getMessage());
            log.close();
            throw e;
        }
    }

    /** A node that was killed in this process may still let go of its tables. */
    private static TableStore open(World world, Path tables) throws SqlError {
        long deadline = world.clock().nanos() + STORE_CLOSES_NANOS;
        while (true) {
            try {
                return TableStore.open(tables, STORE_REUSE_DELAY,
                        settle -> world.threads().start(SETTLER, settle));
            } catch (SqlError e) {
                if (!TableStore.stillClosing(e) || world.clock().nanos() > deadline) {
                    throw e;
                }
                world.threads().sleep(STORE_RETRY_NANOS);
            }
        }
    }

    /** The steps that need much in common. */
    private record Assembly(World world, NodeConfig config, ErrorLog log, NodeVariables presets, TableStore store,
            Consumer<Shutdown> shutdown) {

        Server server() throws IOException, SqlError {
            SystemVariables variables = presets.variables();
            SemiSyncSource semiSync = new SemiSyncSource(world, config.profile(), new SemiSyncVariables(variables),
                    log);
            AckReceiver ackReceiver = AckReceiver.of(world, config.profile(), semiSync, log);
            Commits commits = commits(variables, semiSync);
            RowEvents rowEvents = new RowEvents(config.serverId(), config.profile().dialect(), () -> checksum(commits));
            variables.supply("gtid_executed", () -> commits.gtids().executed().toString());
            SemiSyncReplica semiSyncReplica = new SemiSyncReplica(world, config.profile(),
                    () -> variables.enabled("rpl_semi_sync_slave_enabled"), log);
            ReplicaSide replicaSide = new ReplicaSide(world, config.profile(), log, variables, semiSyncReplica, store,
                    commits, rowEvents, presets.filters());
            NodeSecrecy secrecy = NodeSecrecy.of(world, config.profile(), variables, presets.tls(), log);
            ServerHandshake handshake = new ServerHandshake(
                    new ServerHandshake.Settings(wireVersion(), AuthPlugin.MYSQL_NATIVE_PASSWORD, Capabilities.SERVER,
                            Collations.UTF8MB4_GENERAL_CI, ServerHandshake.Sha2.FULL_AT_FIRST_LOGIN, secrecy),
                    new StoredAccounts(store.accounts()), new RsaKeys(), world.chance());
            new SemiSyncSwitches(semiSync, ackReceiver, variables).connect();
            new BinlogSwitches(commits, variables).connect(config.profile().dialect());
            ProcessList processes = new ProcessList(world);
            return new Server(world, config.profile(), config.serverId(), variables,
                    world.lock("LOCK_global_system_variables"), store, log, handshake, processes,
                    new StatusCounters(), commits, rowEvents, new GlobalReadLock(world), semiSync, ackReceiver,
                    semiSyncReplica, new Channels(replicaSide), new DumpThreads(), new Registrations(world),
                    new ChannelProcesses(world, processes), presets.plugins(world),
                    world.clock().nanos(), shutdown);
        }

        /** MariaDB 10 says 5.5.5 first, since old replicas take the first digit for the whole version; 11 does not. */
        private String wireVersion() {
            String version = config.profile().version();
            return switch (config.profile().dialect()) {
                case MYSQL -> version;
                case MARIADB -> version.startsWith("10.") ? "5.5.5-" + version : version;
            };
        }

        private static Checksum checksum(Commits commits) {
            try {
                return commits.binlog().checksum();
            } catch (SqlError e) {
                throw new IllegalStateException(e);
            }
        }

        private Commits commits(SystemVariables variables, SemiSyncSource semiSync) throws IOException, SqlError {
            GtidState.Mode mode = BinlogSwitches.mode(variables.text("gtid_mode"));
            UUID uuid = UUID.fromString(variables.text("server_uuid"));
            GtidSet executed = GtidSet.EMPTY;
            DomainGtids domains = new DomainGtids();
            Optional<BinlogDirectory> log = presets.logging()
                    ? Optional.of(BinlogDirectory.open(world.files(), presets.logBase()))
                    : Optional.empty();
            BinlogLife life = BinlogLife.open(world.files(), presets.logBase());
            Optional<Recovery> recovery = log.isPresent()
                    ? log.get().recover(ReadOptions.BINLOG)
                    : Optional.empty();
            if (recovery.isPresent() && truncates(recovery.get(), variables)) {
                recovery = new TailTruncation(log.get(), engineCommitted(life), this.log).run(recovery.get());
            }
            if (recovery.isPresent()) {
                executed = recovery.get().gtids();
                domains.recovered(recovery.get().mariaDbGtids());
                recover(log.get(), life, recovery.get(), variables);
            }
            for (Map.Entry<String, StorePosition> known : store.recoveredPositions().entrySet()) {
                if (known.getKey().equals(StorePosition.BINLOG)) {
                    continue;
                }
                switch (config.profile().dialect()) {
                    case MYSQL -> executed = executed.union(GtidSet.parse(known.getValue().detail()));
                    case MARIADB -> domains.recovered(known.getKey(),
                            MariaDbGtidPosition.parse(known.getValue().detail()));
                }
            }
            if (log.isEmpty()) {
                return new Commits(world, new GtidState(uuid, mode, executed), domains);
            }
            GtidState gtids = new GtidState(uuid, mode, executed);
            ServerBinlog binlog = new ServerBinlog(world, log.get(), life,
                    new BinlogVariables(variables, config, failure -> writeFailed(failure, variables)),
                    form(gtids, domains, variables));
            try (StoreSession session = store.newSilentSession(LOCK_WAIT)) {
                session.commit(Map.of(StorePosition.BINLOG, binlog.stored(binlog.writtenEnd())));
            }
            store.flush();
            return new Commits(world, config.profile(), gtids, domains, binlog,
                    AppliedJournal.open(world.files(), binlog.writtenEnd()), engineJournal(binlog.writtenEnd()),
                    new SemiSyncHooks(world, semiSync, variables),
                    new SyncVariables(variables));
        }

        /** Whether what the engine has not committed is to be cut off. */
        private boolean truncates(Recovery recovery, SystemVariables variables) {
            return recovery.shutdown() == Recovery.Shutdown.CRASHED && switch (config.profile().recovery()) {
                case KEEPS_TAIL -> false;
                case TRUNCATES_FOR_REPLICA -> variables.enabled("rpl_semi_sync_slave_enabled");
                case TRUNCATES_BY_ROLE -> variables.text("init_rpl_role").equals("SLAVE");
            };
        }

        /** The journal lags behind the store by no more than the commit that was under way. */
        private Optional<BinlogPosition> engineCommitted(BinlogLife life) throws IOException {
            StorePosition stored = store.recoveredPositions().get(StorePosition.BINLOG);
            return EngineJournal.read(world.files())
                    .map(noted -> stored != null && stored.detail().equals(life.number())
                            && stored.position().compareTo(noted) > 0 ? stored.position() : noted);
        }

        private @Nullable EngineJournal engineJournal(BinlogPosition recovered) throws IOException {
            if (config.profile().recovery() == dev.lockstep.engine.profile.Recovery.KEEPS_TAIL) {
                return null;
            }
            EngineJournal journal = EngineJournal.open(world.files());
            journal.committed(recovered);
            return journal;
        }

        private BinlogForm form(GtidState gtids, DomainGtids domains, SystemVariables variables) {
            return switch (config.profile().dialect()) {
                case MYSQL -> new MySqlForm(gtids);
                case MARIADB -> new MariaDbForm(domains, () -> variables.number("gtid_domain_id"),
                        () -> variables.enabled("gtid_strict_mode"));
            };
        }

        private void recover(BinlogDirectory directory, BinlogLife life, Recovery recovery, SystemVariables variables)
                throws IOException, SqlError {
            BinlogPosition end = recovery.end();
            if (recovery.shutdown() == Recovery.Shutdown.CRASHED) {
                log.note("Recovering after a crash using " + presets.logBase());
                log.note("Starting crash recovery...");
            }
            if (recovery.truncatedBytes() > 0) {
                log.warning("The binary log " + end.file() + " ended within a transaction: " + recovery.truncatedBytes()
                        + " bytes behind " + end.offset() + " were cut off");
            }
            new BinlogRecovery(store, variables, this.log, life, AppliedJournal.read(world.files())).run(directory,
                    end);
            if (recovery.shutdown() == Recovery.Shutdown.CRASHED) {
                log.note("Crash recovery finished.");
            }
        }

        /** MySQL gives up, or gives its binlog up (true); MariaDB refuses the transaction, and goes on with it. */
        private boolean writeFailed(IOException failure, SystemVariables variables) {
            if (config.profile().dialect() == Dialect.MARIADB) {
                log.error("Error writing file '" + presets.logBase() + "': " + failure.getMessage());
                return false;
            }
            String what = "An error occurred during flush or sync stage of the commit: " + failure.getMessage();
            if (variables.text("binlog_error_action").equals("IGNORE_ERROR")) {
                log.error(what + ". 'binlog_error_action' is set to 'IGNORE_ERROR'. Hence turning logging off for the"
                        + " whole duration of the MySQL server process. To turn it on again: fix the cause, shutdown the"
                        + " MySQL server and restart it.");
                return true;
            }
            log.error(what + ". 'binlog_error_action' is set to 'ABORT_SERVER'. Hence aborting the server.");
            shutdown.accept(Shutdown.AT_ONCE);
            return false;
        }
    }

    Server server() {
        return server;
    }

    ErrorLog log() {
        return log;
    }

    NodeVariables variables() {
        return variables;
    }

    /** Starts the channels that were configured before, unless {@code skip_slave_start} is on. */
    void startChannels() {
        if (variables.channelsStart()) {
            server.replication().startConfigured();
        }
    }

    /** A clean end; no session is left. */
    void close() {
        server.replication().close();
        server.ackReceiver().stop();
        try {
            if (server.commits().logging()) {
                server.commits().binlog().close();
            }
        } catch (IOException | SqlError e) {
            log.error("Could not close the binary log: " + e.getMessage());
        }
        store.close();
        try {
            world.files().delete(PID_FILE);
        } catch (IOException e) {
            log.warning("Could not delete " + PID_FILE + ": " + e.getMessage());
        }
        log.note("mysqld: Shutdown complete");
        log.close();
    }

    /**
     * Whether what the applier commits goes to no binlog, and so is as durable as {@code innodb_flush_log_at_trx_commit} says:
     * the store, which is flushed later, then has to keep it over a power cut.
     */
    boolean appliesUnlogged() {
        return !(server.commits().logging() && variables.variables().enabled("log_slave_updates"))
                && !variables.variables().text("innodb_flush_log_at_trx_commit").equals("0")
                && !server.replication().configured().isEmpty();
    }

    /** Brings what is committed in the tables to disk, as an engine with a redo log of its own has done by now. */
    void settleTables() {
        store.flush();
    }

    /** The world was killed. */
    void abandon() {
        store.closeAbruptly();
    }
}
