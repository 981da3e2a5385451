package dev.lockstep.engine.semisync.replica;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.ReplicaState;
import dev.lockstep.engine.semisync.replica.Flag.Reach;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Semi-synchronous replication on a replica: counterpart of {@code ReplSemiSyncSlave} (semisync_slave.cc, MySQL 5.7,
 * MariaDB 10.0) and {@code Repl_semi_sync_slave} (MariaDB 10.3 and later). One for each server; each channel works on its
 * {@link SemiSyncStream}.
 *
 * <p>What is believed of a stream lies in {@link Flag}s without any lock. Which of them are there once for the whole process
 * is the profile's {@link ReplicaState}: channels overwrite each other's belief in all versions but the repaired one
 * (bug #102994, MDEV-3793, MDEV-32947), and the races are real ones.
 */
public final class SemiSyncReplica {
    private static final String PLUGIN_STATUS = "rpl_semi_sync_slave_status";
    private static final String PLUGIN_REPLY = "semi_sync_need_reply";
    private static final String SINGLETON_STRIP = "Repl_semi_sync_slave::m_slave_enabled";
    private static final String OWN_STRIP = "Master_info::semi_sync_enabled";

    private final World world;
    private final ReplicaState scope;
    private final Dialect dialect;
    private final BooleanSupplier enabled;
    private final ServerLog log;
    private final Flag sharedStrip;
    private final Flag sharedReply = new Flag(PLUGIN_REPLY, Reach.SHARED);
    private final List<SemiSyncStream> streams = new CopyOnWriteArrayList<>();

    /** {@code enabled} reads {@code rpl_semi_sync_slave_enabled}. */
    public SemiSyncReplica(World world, ServerProfile profile, BooleanSupplier enabled, ServerLog log) {
        this.world = world;
        this.scope = profile.replicaState();
        this.dialect = profile.dialect();
        this.enabled = enabled;
        this.log = log;
        sharedStrip = new Flag(scope == ReplicaState.PROCESS_WIDE ? PLUGIN_STATUS : SINGLETON_STRIP, Reach.SHARED);
    }

    /** What a channel uses; the default channel has the empty name. */
    public SemiSyncStream stream(String channel) {
        SemiSyncStream stream = switch (scope) {
            case PROCESS_WIDE -> new PluginStream(this, channel, sharedStrip, sharedReply);
            case SHARED_STRIP -> new BuiltInStream(this, channel, sharedStrip);
            case PER_CHANNEL -> new BuiltInStream(this, channel, new Flag(OWN_STRIP, Reach.OWN));
        };
        streams.add(stream);
        if (stream.on()) {
            tell(channel, true);
        }
        return stream;
    }

    /** The channel is gone. */
    public void forget(SemiSyncStream stream) {
        streams.remove(stream);
    }

    /** {@code Rpl_semi_sync_slave_status} for a session that names no channel: whether any stream is believed to have headers. */
    public boolean on() {
        return scope == ReplicaState.PER_CHANNEL ? streams.stream().anyMatch(SemiSyncStream::on) : sharedStrip.value();
    }

    /**
     * {@code Rpl_semi_sync_slave_status} for a session whose {@code default_master_connection} is {@code channel}: of that
     * channel if each has its own state (MDEV-32947), else of the process.
     */
    public boolean on(String channel) {
        return scope == ReplicaState.PER_CHANNEL
                ? streams.stream().anyMatch(stream -> stream.channel().equalsIgnoreCase(channel) && stream.on())
                : sharedStrip.value();
    }

    boolean enabled() {
        return enabled.getAsBoolean();
    }

    /** The error log; MariaDB puts the channel's name in front of what its threads write. */
    ServerLog log(String channel) {
        boolean named = dialect == Dialect.MARIADB && !channel.isEmpty();
        return log.prefixed(named ? "Master '" + channel + "': " : "");
    }

    /** Writes the flag that says whether to strip, and tells who did and of every channel that reads another value now. */
    void write(Flag flag, boolean value, String writer, String hook) {
        boolean before = flag.write(flag.of(value, writer, hook)).value();
        tellWritten(flag, value, writer, hook);
        if (before != value) {
            streams.stream().filter(stream -> stream.reads(flag)).forEach(stream -> tell(stream.channel(), value));
        }
    }

    void tellWritten(Flag flag, boolean value, String writer, String hook) {
        world.trace()
                .emit(new TraceEvent.FlagWritten(world.clock().nanos(), world.node(), writer, hook, flag.read().flag(),
                        value, flag.shared()));
    }

    private void tell(String channel, boolean on) {
        world.trace().emit(new TraceEvent.ChannelSemiSync(world.clock().nanos(), world.node(), channel, on));
    }
}
