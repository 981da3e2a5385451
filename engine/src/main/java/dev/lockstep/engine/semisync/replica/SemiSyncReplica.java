package dev.lockstep.engine.semisync.replica;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.ReplicaState;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Semi-synchronous replication on a replica: counterpart of {@code ReplSemiSyncSlave} (semisync_slave.cc, MySQL 5.7;
 * semisync.md E.2). One for each server; each channel works on its {@link SemiSyncStream}.
 *
 * <p>In every released MySQL version what a stream carries is remembered once for the whole process, without any lock
 * ({@link ReplicaState#PROCESS_WIDE}): channels overwrite each other's belief (bug #102994, MDEV-3793). So the state is
 * volatile fields on purpose, and the races are real ones.
 */
public final class SemiSyncReplica {
    /** What is believed: about the process, or about one channel. */
    static final class State {
        volatile boolean on;
        volatile boolean replyWanted;
    }

    private final World world;
    private final ReplicaState scope;
    private final BooleanSupplier enabled;
    private final ServerLog log;
    private final State shared = new State();
    private final List<SemiSyncStream> streams = new CopyOnWriteArrayList<>();

    /** {@code enabled} reads {@code rpl_semi_sync_slave_enabled}. */
    public SemiSyncReplica(World world, ServerProfile profile, BooleanSupplier enabled, ServerLog log) {
        this.world = world;
        this.scope = profile.replicaState();
        this.enabled = enabled;
        this.log = log;
    }

    /** What a channel uses; the default channel has the empty name. */
    public SemiSyncStream stream(String channel) {
        State state = switch (scope) {
            case PROCESS_WIDE, SHARED_STRIP -> shared;
            case PER_CHANNEL -> new State();
        };
        SemiSyncStream stream = new SemiSyncStream(this, channel, state);
        streams.add(stream);
        return stream;
    }

    /** The channel is gone. */
    public void forget(SemiSyncStream stream) {
        streams.remove(stream);
    }

    /** {@code Rpl_semi_sync_slave_status}. */
    public boolean on() {
        return shared.on || streams.stream().anyMatch(SemiSyncStream::on);
    }

    boolean enabled() {
        return enabled.getAsBoolean();
    }

    World world() {
        return world;
    }

    ServerLog log() {
        return log;
    }

    /** Changes a belief and tells it of every channel that shares it. */
    void set(State state, boolean on) {
        if (state.on != on) {
            state.on = on;
            streams.stream().filter(stream -> stream.shares(state)).forEach(SemiSyncStream::tell);
        }
    }
}
