package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.replica.SemiSyncReplica;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A replica whose store is a list of statements, which outlives the server as a table store's files do. */
final class TestReplica implements ReplicaHost, ReplicaSettings {
    /** What is committed, with the position. */
    static final class Store {
        final List<String> statements = new CopyOnWriteArrayList<>();
        volatile @Nullable BinlogPosition position;
        volatile @Nullable String failOn;
    }

    private final World world;
    private final ServerProfile profile;
    private final SemiSyncReplica semiSync;
    private final DomainOwners domainOwners;
    private final Store store;
    private final long serverId;
    volatile boolean semiSyncEnabled = true;
    volatile boolean keepsPosition = true;
    volatile long maxRelayLogBytes = 1 << 30;
    volatile long netTimeoutSeconds = 60;
    volatile Checksum binlogChecksum = Checksum.CRC32;

    TestReplica(World world, ServerProfile profile, Store store, long serverId) {
        this.world = world;
        this.profile = profile;
        this.store = store;
        this.serverId = serverId;
        domainOwners = new DomainOwners(world);
        semiSync = new SemiSyncReplica(world, profile, () -> semiSyncEnabled, log());
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
        return serverId;
    }

    @Override
    public String serverUuid() {
        return "00000000-0000-0000-0000-00000000000" + serverId;
    }

    @Override
    public DomainOwners domainOwners() {
        return domainOwners;
    }

    @Override
    public ReplicaSettings settings() {
        return this;
    }

    @Override
    public SemiSyncReplica semiSync() {
        return semiSync;
    }

    @Override
    public Optional<BinlogPosition> appliedPosition(String channel) {
        return keepsPosition ? Optional.ofNullable(store.position) : Optional.empty();
    }

    @Override
    public long netTimeoutSeconds() {
        return netTimeoutSeconds;
    }

    @Override
    public Checksum binlogChecksum() {
        return binlogChecksum;
    }

    @Override
    public long syncRelayLog() {
        return 10_000;
    }

    @Override
    public long syncSourceInfo() {
        return 10_000;
    }

    @Override
    public boolean relayLogPurge() {
        return true;
    }

    @Override
    public boolean relayLogRecovery() {
        return false;
    }

    @Override
    public long maxRelayLogBytes() {
        return maxRelayLogBytes;
    }

    @Override
    public String reportHost() {
        return "";
    }

    @Override
    public int reportPort() {
        return 3306;
    }

    @Override
    public Applier.Target target(String channel) {
        return new Applier.Target() {
            private final List<String> pending = new ArrayList<>();

            @Override
            public void begin(EventHeader header, @Nullable BinlogEvent gtid) {
                pending.clear();
            }

            @Override
            public void applyRows(EventHeader header, TableMap table, RowsEvent rows) throws ApplyException {
                throw new ApplyException(1146, "Table doesn't exist");
            }

            @Override
            public void executeQuery(EventHeader header, Query query) throws ApplyException {
                if (query.sql().equals(store.failOn)) {
                    throw new ApplyException(1062, "Error 'Duplicate entry' on query");
                }
                pending.add(query.sql());
            }

            @Override
            public void commit(EventHeader header, BinlogPosition sourcePosition) {
                store.statements.addAll(pending);
                store.position = sourcePosition;
                pending.clear();
            }

            @Override
            public void rollback() {
                pending.clear();
            }

            @Override
            public void close() {}
        };
    }
}
