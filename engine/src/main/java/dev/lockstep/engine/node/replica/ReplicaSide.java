package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.channel.Applier;
import dev.lockstep.engine.channel.DomainOwners;
import dev.lockstep.engine.channel.GtidUse;
import dev.lockstep.engine.channel.MarkedEvents;
import dev.lockstep.engine.channel.ReplicaHost;
import dev.lockstep.engine.channel.ReplicaSettings;
import dev.lockstep.engine.node.commit.Commits;
import dev.lockstep.engine.node.commit.RowEvents;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.semisync.replica.SemiSyncReplica;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The server as its channels see it: settings, the semi-sync state, and the table store to apply to. */
public final class ReplicaSide implements ReplicaHost, ReplicaSettings {
    private static final String SKIP_COUNTER = "sql_slave_skip_counter";
    private static final List<String> REPOSITORIES = List.of("master_info_repository", "relay_log_info_repository");
    private static final BinlogPosition NOWHERE = new BinlogPosition("", 0);

    private final World world;
    private final ServerProfile profile;
    private final ServerLog log;
    private final SystemVariables variables;
    private final SemiSyncReplica semiSync;
    private final TableStore store;
    private final Commits commits;
    private final RowEvents rowEvents;
    private final ChannelFilters filters;
    private final Set<String> maybeRepeated = ConcurrentHashMap.newKeySet();
    private final DomainOwners domainOwners;
    private final Map<String, BinlogPosition> applied = new ConcurrentHashMap<>();

    /** With the positions that the store recovered. */
    public ReplicaSide(World world, ServerProfile profile, ServerLog log, SystemVariables variables,
            SemiSyncReplica semiSync, TableStore store, Commits commits, RowEvents rowEvents,
            ChannelFilters filters) {
        this.world = world;
        this.profile = profile;
        this.domainOwners = new DomainOwners(world);
        this.log = log;
        this.variables = variables;
        this.semiSync = semiSync;
        this.store = store;
        this.commits = commits;
        this.rowEvents = rowEvents;
        this.filters = filters;
        store.recoveredPositions().forEach((key, position) -> applied.put(key, position.position()));
    }

    @Override
    public Applier.Target target(String channel) {
        StoreTarget.Logging logging = commits.logging() && variables.enabled("log_slave_updates")
                ? StoreTarget.Logging.OWN_BINLOG
                : StoreTarget.Logging.NOT_LOGGED;
        try {
            return new StoreTarget(world, profile.dialect(), store, variables, commits, rowEvents, logging,
                    ChannelRules.key(channel),
                    Duration.ofSeconds(variables.number("innodb_lock_wait_timeout")),
                    maybeRepeated.remove(ChannelRules.key(channel))
                            ? StoreTarget.FirstGroup.MAY_BE_REPEATED
                            : StoreTarget.FirstGroup.NEW,
                    filters.of(channel),
                    position -> applied.put(StorePosition.channel(ChannelRules.key(channel)), position));
        } catch (SqlError e) {
            throw new IllegalStateException("no session of the table store for channel '" + channel + "': " + e.text(),
                    e);
        }
    }

    @Override
    public Optional<BinlogPosition> appliedPosition(String channel) {
        return Optional.ofNullable(applied.get(StorePosition.channel(ChannelRules.key(channel))))
                .filter(position -> !position.equals(NOWHERE));
    }

    Optional<BinlogPosition> appliedByKey(String storeKey) {
        return Optional.ofNullable(applied.get(storeKey));
    }

    /** Replication filters of all channels. */
    ChannelFilters filters() {
        return filters;
    }

    @Override
    public boolean forceApplied(String channel) {
        return store.flushSurely();
    }

    @Override
    public GtidSet executedGtids() {
        return commits.gtids().executed();
    }

    /**
     * MySQL 8.0 told to keep its channels in files has no more than one. Of older versions, whose default are files, that is not
     * asked, so that a lab's channels need no setting.
     */
    boolean refusesMoreChannels() {
        return profile.channelRepository().equals("TABLE")
                && REPOSITORIES.stream().anyMatch(name -> variables.text(name).equals("FILE"));
    }

    /** In MariaDB each channel has a counter of its own, which SET sets at once. */
    @Override
    public long takeSkipCounter() {
        if (profile.dialect() == Dialect.MARIADB) {
            return 0;
        }
        long events = variables.number(SKIP_COUNTER);
        if (events > 0) {
            variables.publish(SKIP_COUNTER, 0L);
        }
        return events;
    }

    @Override
    public long transactionRetries() {
        return variables.number("slave_transaction_retries");
    }

    /** The node crashed: the first group that this channel applies may have been applied in part. */
    void crashed(String channel) {
        maybeRepeated.add(ChannelRules.key(channel));
    }

    /** Whether the store keeps a position of that channel. */
    boolean knowsApplied(String channel) {
        return applied.containsKey(StorePosition.channel(ChannelRules.key(channel)));
    }

    /**
     * The channel begins there: the store says so at once, before any row. If it did not, it could be opened after a kill
     * without the first rows and without a position, and {@code relay-log.info} would say that they had been applied.
     */
    void beginsAt(String channel, BinlogPosition from) throws SqlError {
        maybeRepeated.remove(ChannelRules.key(channel));
        String key = StorePosition.channel(ChannelRules.key(channel));
        applied.put(key, from);
        store(key, from);
    }

    /** The channel is gone: what was applied says nothing any more. */
    void forgetApplied(String channel) throws SqlError {
        maybeRepeated.remove(ChannelRules.key(channel));
        String key = StorePosition.channel(ChannelRules.key(channel));
        if (applied.remove(key) != null) {
            store(key, NOWHERE);
        }
    }

    private void store(String key, BinlogPosition position) throws SqlError {
        try (StoreSession session = store.newSilentSession(Duration.ofSeconds(1))) {
            session.commit(Map.of(key, new StorePosition(position, commits.domains().part(key).toString())));
            session.flushSurely(); // no log says so: a kill would bring the old one back
        }
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
        return log;
    }

    @Override
    public long serverId() {
        return variables.number("server_id");
    }

    @Override
    public String serverUuid() {
        return variables.text("server_uuid");
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
    public long netTimeoutSeconds() {
        return variables.number("slave_net_timeout");
    }

    @Override
    public Checksum binlogChecksum() {
        return variables.text("binlog_checksum").equals("NONE") ? Checksum.NONE : Checksum.CRC32;
    }

    @Override
    public long syncRelayLog() {
        return variables.number("sync_relay_log");
    }

    @Override
    public long syncSourceInfo() {
        return variables.number("sync_master_info");
    }

    @Override
    public boolean relayLogPurge() {
        return variables.enabled("relay_log_purge");
    }

    @Override
    public boolean relayLogRecovery() {
        return variables.enabled("relay_log_recovery");
    }

    @Override
    public long maxRelayLogBytes() {
        long own = variables.number("max_relay_log_size");
        return own == 0 ? variables.number("max_binlog_size") : own;
    }

    @Override
    public boolean gtidStrict() {
        return variables.enabled("gtid_strict_mode");
    }

    @Override
    public boolean gtidIgnoreDuplicates() {
        return variables.enabled("gtid_ignore_duplicates");
    }

    @Override
    public MariaDbGtidPosition domainPosition(GtidUse use) {
        return switch (use) {
            case NO -> MariaDbGtidPosition.EMPTY;
            case CURRENT_POS -> commits.domains().current(serverId());
            case SLAVE_POS -> commits.domains().replicated();
        };
    }

    @Override
    public DomainOwners domainOwners() {
        return domainOwners;
    }

    @Override
    public MarkedEvents markedEvents() {
        return profile.dialect() == Dialect.MARIADB
                ? MarkedEvents.valueOf(variables.text("replicate_events_marked_for_skip"))
                : MarkedEvents.REPLICATE;
    }

    @Override
    public boolean annotatedRows() {
        return profile.dialect() == Dialect.MARIADB && variables.enabled("replicate_annotate_row_events");
    }

    @Override
    public boolean compressedProtocol() {
        return variables.enabled("slave_compressed_protocol");
    }

    @Override
    public String reportHost() {
        return variables.text("report_host");
    }

    @Override
    public int reportPort() {
        long port = variables.number("report_port");
        return (int) (port == 0 ? variables.number("port") : port);
    }
}
