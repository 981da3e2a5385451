package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.link.Account;
import dev.lockstep.engine.link.Login;
import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.link.ServerHandshake;
import dev.lockstep.engine.link.ServerHandshake.Settings;
import dev.lockstep.engine.link.ServerHandshake.Sha2;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.log.BinlogFile;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.source.AckReceiver;
import dev.lockstep.engine.semisync.source.CommitWait;
import dev.lockstep.engine.semisync.source.SemiSyncSettings;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.Collations;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.OkPacket;
import dev.lockstep.engine.wire.ReplicationCommand;
import dev.lockstep.engine.wire.ResultRow;
import dev.lockstep.engine.wire.ResultSetWriter;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.wire.StatusFlags;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.RsaKeys;
import dev.lockstep.engine.world.Listener;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A source with a binlog, semi-sync and dump threads, and just enough of a front end for a replica's handshake. */
final class TestSource implements BinlogSource, AutoCloseable {
    private final World world;
    private final ServerProfile profile;
    private final SemiSyncSource semiSync;
    private final AckReceiver acks;
    private final Listener listener;
    private final ServerHandshake handshake;
    private final BinlogDirectory binlog;
    private final EventEncoder encoder;
    private volatile SemiSync known;
    private final TracedLock endLock;
    private final TracedCondition updated;
    private final DumpThreads dumps = new DumpThreads();
    private final AtomicLong connections = new AtomicLong();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    final List<String> statements = new CopyOnWriteArrayList<>();
    private BinlogFile file;
    private BinlogPosition published;
    private long transactions;

    /** Whether the source has the semi-sync code. */
    enum SemiSync {
        KNOWN, UNKNOWN
    }

    TestSource(World world, ServerProfile profile) throws IOException {
        this(world, profile, Checksum.CRC32, SemiSync.KNOWN);
    }

    TestSource(World world, ServerProfile profile, Checksum checksum, SemiSync known) throws IOException {
        encoder = new EventEncoder(1, checksum);
        this.known = known;
        this.world = world;
        this.profile = profile;
        SemiSyncSettings settings = new SemiSyncSettings() {
            @Override
            public long timeoutMillis() {
                return 10_000;
            }

            @Override
            public boolean waitNoReplica() {
                return true;
            }
        };
        semiSync = new SemiSyncSource(world, profile, settings, log());
        acks = AckReceiver.of(world, profile, semiSync, log());
        binlog = BinlogDirectory.open(world.files(), "bin");
        file = binlog.create(description(), List.of());
        published = file.end();
        endLock = world.lock("LOCK_binlog_end_pos");
        updated = endLock.condition("update_cond");
        handshake = new ServerHandshake(new Settings(profile.version(), AuthPlugin.MYSQL_NATIVE_PASSWORD,
                Capabilities.SERVER, Collations.UTF8MB4_GENERAL_CI, Sha2.FAST),
                (user, host) -> Optional
                        .of(Account.open(user, "%", AuthPlugin.MYSQL_NATIVE_PASSWORD)),
                new RsaKeys(), world.chance());
        listener = world.network().listen(0);
        world.threads().start("listener", this::accept);
    }

    private EncodedEvent description() {
        return encoder.encode(FormatDescription.mySql57(profile.version(), now(), encoder.checksum()), now());
    }

    private long now() {
        return world.clock().epochMicros() / 1_000_000;
    }

    int port() {
        return listener.port();
    }

    /** How a replica gets here, by position whatever its version begins with, a second after each failure. */
    ChannelChange byPosition() {
        return new ChannelChange("127.0.0.1", port(), "repl", "", null, null, null, null, 1, null, null, null,
                new ChannelOptions.Change(null, null, null, null, GtidUse.NO, Map.of()));
    }

    void enableSemiSync() {
        semiSync.enable();
        acks.start();
    }

    /** From now on it does not know the variables of semi-sync, nor does it serve it. */
    void lacksSemiSync() {
        known = SemiSync.UNKNOWN;
        semiSync.disable();
    }

    /** Writes one transaction and waits for its ACK; returns how the wait ended. */
    CommitWait commit(String statement) throws IOException {
        BinlogPosition end = write(statement);
        semiSync.reportBinlogUpdate(end);
        publish(end);
        return semiSync.waitForAcks(end);
    }

    synchronized BinlogPosition write(String statement) throws IOException {
        List<BinlogEvent> events = List.of(new AnonymousGtid(0, transactions, transactions + 1),
                new Query(7, "test", StatusVars.NONE, "BEGIN"),
                new Query(7, "test", StatusVars.NONE, statement), new Xid(++transactions));
        List<EncodedEvent> encoded = new ArrayList<>();
        events.forEach(event -> encoded.add(encoder.encode(event, now())));
        file.append(encoded);
        file.flush();
        return file.end();
    }

    /** {@code FLUSH LOGS}. */
    synchronized void rotate() throws IOException {
        file = binlog.rotate(file, rotate -> encoder.encode(rotate, now()), description(), List.of());
        publish(file.end());
    }

    void publish(BinlogPosition end) {
        endLock.lock("update_binlog_end_pos");
        published = end;
        updated.signalAll();
        endLock.unlock();
    }

    private void accept() {
        while (!world.killed()) {
            try {
                Transport transport = listener.accept();
                world.threads().start("session", new Session(transport)::run);
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Cuts all connections. */
    void disconnectAll() {
        sessions.forEach(Session::kill);
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public ServerProfile profile() {
        return profile;
    }

    @Override
    public ServerLog log() {
        return ServerLog.traceOnly(world);
    }

    @Override
    public long serverId() {
        return 1;
    }

    @Override
    public BinlogDirectory binlog() {
        return binlog;
    }

    @Override
    public BinlogPosition publishedEnd() {
        endLock.lock("get_binlog_end_pos");
        try {
            return published;
        } finally {
            endLock.unlock();
        }
    }

    @Override
    public void wakeDumpThreads() {
        endLock.lock("awake");
        try {
            updated.signalAll();
        } finally {
            endLock.unlock();
        }
    }

    @Override
    public BinlogPosition awaitPublished(BinlogPosition seen, long timeoutNanos, BooleanSupplier ended) {
        endLock.lock("wait_for_update_bin_log");
        try {
            if (published.equals(seen) && !ended.getAsBoolean()) {
                updated.await(timeoutNanos);
            }
            return published;
        } finally {
            endLock.unlock();
        }
    }

    @Override
    public SemiSyncSource semiSync() {
        return semiSync;
    }

    @Override
    public long netReadTimeoutSeconds() {
        return 30;
    }

    @Override
    public AckReceiver ackReceiver() {
        return acks;
    }

    @Override
    public void close() {
        listener.close();
        disconnectAll();
    }

    private final class Session implements DumpSession {
        private final PacketLink link;
        private final long id = connections.incrementAndGet();
        private final Map<String, String> variables = new ConcurrentHashMap<>();
        private volatile boolean killed;

        Session(Transport transport) {
            link = new PacketLink(transport, 1 << 24);
            sessions.add(this);
        }

        void run() {
            try (link) {
                Login login = handshake.run(link, id, 5_000_000_000L);
                ok();
                while (true) {
                    link.resetSequence();
                    Command command = Command.decode(link.readPacket(Transport.FOREVER), login.capabilities());
                    answer(command, login.capabilities());
                    link.flush();
                }
            } catch (IOException e) {
                // gone
            } finally {
                sessions.remove(this);
            }
        }

        private void ok() throws IOException {
            link.writePacket(OkPacket.of(StatusFlags.AUTOCOMMIT).encode());
            link.flush();
        }

        private void answer(Command command, long capabilities) throws IOException {
            switch (command) {
                case Command.ComQuery query -> query(query.sql(), capabilities);
                case ReplicationCommand.ComRegisterSlave register -> {
                    statements.add("COM_REGISTER_SLAVE");
                    ok();
                }
                case ReplicationCommand.ComBinlogDump dump -> {
                    statements.add("COM_BINLOG_DUMP");
                    new BinlogSender(TestSource.this, this, DumpRequest.of(dump), dumps).run();
                }
                default -> ok();
            }
        }

        private void query(String sql, long capabilities) throws IOException {
            statements.add(sql.replaceAll("'[0-9a-f-]{36}'", "'UUID'"));
            if (sql.contains("@@global.rpl_semi_sync_master_enabled") && known == SemiSync.UNKNOWN) {
                link.writePacket(new ServerError(1193, "HY000", "Unknown system variable").encode());
                return;
            }
            if (sql.startsWith("SHOW VARIABLES")) {
                show(sql, capabilities);
                return;
            }
            String value = switch (sql) {
                case "SELECT UNIX_TIMESTAMP()" -> String.valueOf(now());
                case "SELECT @@GLOBAL.SERVER_ID" -> "1";
                case "SELECT @@GLOBAL.SERVER_UUID" -> "00000000-0000-0000-0000-000000000001";
                case "SELECT @@GLOBAL.GTID_MODE" -> "OFF";
                case "SELECT @master_binlog_checksum" -> variables.getOrDefault("master_binlog_checksum", "");
                case "SELECT @@global.rpl_semi_sync_master_enabled" -> semiSync.enabled() ? "1" : "0";
                default -> null;
            };
            if (value != null) {
                new ResultSetWriter(link, capabilities, ResultSetWriter.Protocol.TEXT)
                        .columns(List.of(ColumnDefinition.text("v")), StatusFlags.AUTOCOMMIT).row(ResultRow.of(value))
                        .end(StatusFlags.AUTOCOMMIT, 0);
            } else if (sql.startsWith("KILL ")) {
                sessions.stream().filter(session -> session.id == Long.parseLong(sql.substring(5)))
                        .forEach(Session::kill);
                ok();
            } else if (sql.startsWith("SET @")) {
                String[] parts = sql.substring(5).split("=", 2);
                String text = parts[1].strip().replace("'", "");
                if (known == SemiSync.KNOWN || !sql.contains("rpl_semi_sync")) {
                    variables.put(parts[0].strip(),
                            text.equals("@@global.binlog_checksum") ? encoder.checksum().name() : text);
                }
                ok();
            } else {
                link.writePacket(new ServerError(1064, "42000", "not understood: " + sql).encode());
            }
        }

        private void show(String sql, long capabilities) throws IOException {
            var rows = new ResultSetWriter(link, capabilities, ResultSetWriter.Protocol.TEXT)
                    .columns(List.of(ColumnDefinition.text("Variable_name"), ColumnDefinition.text("Value")),
                            StatusFlags.AUTOCOMMIT);
            if (sql.contains("SERVER_ID")) {
                rows.row(ResultRow.of("server_id", "1"));
            } else if (known == SemiSync.KNOWN) {
                rows.row(ResultRow.of("rpl_semi_sync_master_enabled", semiSync.enabled() ? "ON" : "OFF"));
            }
            rows.end(StatusFlags.AUTOCOMMIT, 0);
        }

        @Override
        public long connectionId() {
            return id;
        }

        @Override
        public PacketLink link() {
            return link;
        }

        @Override
        public @Nullable String userVariable(String name) {
            return variables.get(name);
        }

        @Override
        public boolean killed() {
            return killed;
        }

        @Override
        public void kill() {
            killed = true;
            link.close();
            wakeDumpThreads();
        }
    }
}
