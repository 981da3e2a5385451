package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.channel.ChannelChange;
import dev.lockstep.engine.channel.ChannelRefusedException;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThread;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The replication channels of a server by name, whatever the case; the default channel, with the empty name, is always
 * there. Statements that configure, start or stop take turns by {@code LOCK_channel_map} ({@code LOCK_active_mi} in
 * MariaDB); looking at them takes no lock.
 */
public final class Channels implements AutoCloseable {
    private final ReplicaSide host;
    private final World world;
    private final ChannelRules rules;
    private final ConnectionRegistry registry;
    private final TracedLock lock;
    private final Map<String, ReplicationChannel> channels = new ConcurrentSkipListMap<>();

    /** The channels that the data folder knows. Starts none. */
    public Channels(ReplicaSide host) throws IOException {
        this.host = host;
        this.world = host.world();
        this.rules = ChannelRules.of(host.profile());
        this.registry = new ConnectionRegistry(world.files(), host.profile());
        this.lock = world.lock(rules.lockName());
        channels.put("", ReplicationChannel.open(host, ""));
        for (String name : registry.names()) {
            if (!channels.containsKey(ChannelRules.key(name))) {
                channels.put(ChannelRules.key(name), ReplicationChannel.open(host, name));
            }
        }
    }

    /** The node crashed before this start. */
    public void crashed() {
        channels.values().stream().filter(ReplicationChannel::configured)
                .forEach(channel -> host.crashed(channel.name()));
    }

    /** What the store says of a channel, by its key there. */
    Optional<BinlogPosition> appliedPosition(String storeKey) {
        return host.appliedByKey(storeKey);
    }

    /** Replication filters of all channels. */
    public ChannelFilters filters() {
        return host.filters();
    }

    /** All, the default channel first. */
    public Collection<ReplicationChannel> all() {
        return new ArrayList<>(channels.values());
    }

    /** Those that have a source, the default channel first, then by name. */
    public List<ReplicationChannel> configured() {
        return channels.values().stream().filter(ReplicationChannel::configured).toList();
    }

    /** A channel by name, whatever the case; 3074, in MariaDB 1617. */
    public ReplicationChannel find(String name) throws SqlError {
        return known(name).orElseThrow(() -> rules.unknown(rules.shown(name)));
    }

    /** The channel, if it is there. */
    public Optional<ReplicationChannel> known(String name) {
        return Optional.ofNullable(channels.get(ChannelRules.key(name)));
    }

    /** As {@link #find}, empty if there is none. */
    public Optional<ReplicationChannel> lookUp(String name) {
        return Optional.ofNullable(channels.get(ChannelRules.key(name)));
    }

    /** Something done to a channel. */
    public interface Work {
        /** Does it. */
        void run(ReplicationChannel channel) throws ChannelRefusedException, IOException;
    }

    /**
     * CHANGE MASTER TO: makes the channel if it is not there.
     *
     * @throws SqlError for a name that none can have, an address that another connection has (MariaDB), or as the channel
     *         refuses it; a channel that was made for it is gone then
     */
    public void configure(String name, ChannelChange change) throws SqlError {
        exclusively(() -> {
            boolean made = !channels.containsKey(ChannelRules.key(name));
            ReplicationChannel channel = made ? open(name) : find(name);
            try {
                rules.checkAddress(channel, channel.configuration().with(change), channels.values());
                refusable(channel, one -> one.configure(change));
            } catch (SqlError e) {
                if (made) {
                    channel.close();
                    channels.remove(ChannelRules.key(name));
                }
                throw e;
            }
            if (made) {
                writeNames();
            }
            if (change.moves() || !host.knowsApplied(channel.name())) {
                host.beginsAt(channel.name(), channel.applied());
            }
        });
    }

    private ReplicationChannel open(String name) throws SqlError, IOException {
        rules.checkName(name);
        if (host.refusesMoreChannels()) {
            throw SqlError.of(3077, "To have multiple channels, repository cannot be of type FILE; Please check the "
                    + "repository configuration and convert them to TABLE.");
        }
        if (channels.size() >= rules.most()) {
            throw rules.tooMany(name, rules.most());
        }
        ReplicationChannel channel = ReplicationChannel.open(host, rules.shown(name));
        channels.put(ChannelRules.key(name), channel);
        return channel;
    }

    private void writeNames() throws IOException {
        registry.write(channels.values().stream().map(ReplicationChannel::name).toList());
    }

    /** Does {@code work} on the channel of that name: START, STOP and RESET SLAVE. */
    public void on(String name, Work work) throws SqlError {
        exclusively(() -> refusable(find(name), work));
    }

    /** Does {@code work} on every configured channel. */
    public void onConfigured(Work work) throws SqlError {
        exclusively(() -> {
            for (ReplicationChannel channel : configured()) {
                refusable(channel, work);
            }
        });
    }

    /** Does {@code work} on every configured channel, on the default channel if there is none: MySQL without a clause. */
    public void onAll(Work work) throws SqlError {
        exclusively(() -> {
            List<ReplicationChannel> chosen = configured();
            for (ReplicationChannel channel : chosen.isEmpty() ? List.of(find("")) : chosen) {
                refusable(channel, work);
            }
        });
    }

    private void refusable(ReplicationChannel channel, Work work) throws SqlError, IOException {
        try {
            work.run(channel);
        } catch (ChannelRefusedException e) {
            throw rules.refused(channel, e);
        }
    }

    /** RESET SLAVE: positions and relay logs of a channel, and what was applied of it, are forgotten. */
    public void reset(String name) throws SqlError {
        exclusively(() -> {
            ReplicationChannel channel = find(name);
            refusable(channel, ReplicationChannel::reset);
            host.beginsAt(channel.name(), channel.applied());
        });
    }

    /** RESET SLAVE ALL: a named channel is gone, the default channel stays without a source. */
    public void forget(String name) throws SqlError {
        exclusively(() -> {
            ReplicationChannel channel = find(name);
            refusable(channel, ReplicationChannel::resetAll);
            host.forgetApplied(channel.name());
            if (!channel.name().isEmpty()) {
                channels.remove(ChannelRules.key(name));
                channel.close();
                writeNames();
            }
        });
    }

    private interface Guarded {
        void run() throws SqlError, IOException;
    }

    private void exclusively(Guarded work) throws SqlError {
        lock.lock("channel_map.wrlock");
        try {
            work.run();
        } catch (IOException e) {
            throw SqlError.of(1201,
                    "Could not initialize master info structure; more error messages can be found in the"
                            + " MySQL error log: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** {@link #find} names no channel in particular while there are several: MySQL wants one named then; 3079. */
    public void wantOneOnly() throws SqlError {
        if (channels.size() > 1) {
            throw SqlError.of(3079,
                    "Multiple channels exist on the slave. Please provide channel name as an argument.");
        }
    }

    /** Starts the channels that are configured: at the start of a server without {@code skip_slave_start}. */
    public void startConfigured() {
        for (ReplicationChannel channel : channels.values()) {
            if (channel.configured()) {
                try {
                    channel.start(ChannelThread.BOTH);
                } catch (ChannelRefusedException | IOException e) {
                    host.log().error("Failed to start slave threads for channel '" + channel.name() + "': "
                            + e.getMessage());
                }
            }
        }
    }

    /** Statuses by channel name. */
    public Map<String, ChannelStatus> statuses() {
        Map<String, ChannelStatus> statuses = new TreeMap<>();
        channels.values().stream().filter(ReplicationChannel::configured)
                .forEach(channel -> statuses.put(channel.name(), channel.status()));
        return statuses;
    }

    @Override
    public void close() {
        channels.values().forEach(ReplicationChannel::close);
    }
}
