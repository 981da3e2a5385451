package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.channel.ChannelRefusedException;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThread;
import dev.lockstep.engine.channel.ChannelThreadState;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Numbers;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The replication channels of a server by name; the default channel, with the empty name, is always there. Statements that
 * configure, start or stop take turns by {@code LOCK_channel_map}; looking at them takes no lock.
 */
public final class Channels implements AutoCloseable {
    private static final Pattern STATE_FILE = Pattern.compile("master-(.+)\\.info");
    private static final long STEP_NANOS = 2_000_000L;
    private static final int MAX_CHANNELS = 256;

    private final ReplicaSide host;
    private final World world;
    private final TracedLock lock;
    private final Map<String, ReplicationChannel> channels = new ConcurrentSkipListMap<>();

    /** The channels that the data folder knows. Starts none. */
    public Channels(ReplicaSide host) throws IOException {
        this.host = host;
        this.world = host.world();
        this.lock = world.lock("LOCK_channel_map");
        channels.put("", ReplicationChannel.open(host, ""));
        for (String file : world.files().list("")) {
            Matcher matcher = STATE_FILE.matcher(file);
            if (matcher.matches()) {
                channels.put(matcher.group(1), ReplicationChannel.open(host, matcher.group(1)));
            }
        }
    }

    /** The node crashed before this start. */
    public void crashed() {
        channels.values().stream().filter(ReplicationChannel::configured)
                .forEach(channel -> host.crashed(channel.name()));
    }

    /** Replication filters of all channels. */
    public ChannelFilters filters() {
        return host.filters();
    }

    /** All, the default channel first. */
    public Collection<ReplicationChannel> all() {
        return new ArrayList<>(channels.values());
    }

    /** A channel by name, whatever the case; 3074. */
    public ReplicationChannel find(String name) throws SqlError {
        ReplicationChannel channel = channels.get(key(name));
        if (channel == null) {
            throw SqlError.of(3074, "Slave channel '" + name + "' does not exist.");
        }
        return channel;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Something done to a channel. */
    public interface Work {
        /** Does it. */
        void run(ReplicationChannel channel) throws ChannelRefusedException, IOException;
    }

    /** Makes the channel if it is not there, and does {@code work} on it: CHANGE MASTER TO. */
    public void configure(String name, Work work) throws SqlError {
        exclusively(() -> {
            String key = key(name);
            if (!channels.containsKey(key)) {
                if (!key.matches("[a-z0-9_$-]{1,64}") || channels.size() >= MAX_CHANNELS) {
                    throw SqlError.of(3077, "Couldn't create channel: Channel name is either invalid or too long.");
                }
                channels.put(key, ReplicationChannel.open(host, key));
            }
            work.run(find(key));
        });
    }

    /** Does {@code work} on the named channel, or on every configured one: START, STOP and RESET SLAVE. */
    public void each(Optional<String> name, Work work) throws SqlError {
        exclusively(() -> {
            List<ReplicationChannel> chosen = new ArrayList<>();
            if (name.isPresent()) {
                chosen.add(find(name.get()));
            } else {
                channels.values().stream().filter(ReplicationChannel::configured).forEach(chosen::add);
                if (chosen.isEmpty()) {
                    chosen.add(find(""));
                }
            }
            for (ReplicationChannel channel : chosen) {
                work.run(channel);
            }
        });
    }

    /** What was applied of that channel says nothing any more: another source or position. */
    public void forgetApplied(String name) throws SqlError {
        host.forgetApplied(key(name));
    }

    /** Drops named channels that are no longer configured: RESET SLAVE ALL. */
    public void forgetUnconfigured() {
        channels.entrySet().removeIf(entry -> !entry.getKey().isEmpty() && !entry.getValue().configured());
    }

    private interface Guarded {
        void run() throws SqlError, ChannelRefusedException, IOException;
    }

    private void exclusively(Guarded work) throws SqlError {
        lock.lock("channel_map.wrlock");
        try {
            work.run();
        } catch (ChannelRefusedException e) {
            throw SqlError.of(e.errno(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw SqlError.of(1201,
                    "Could not initialize master info structure; more error messages can be found in the"
                            + " MySQL error log: " + e.getMessage());
        } finally {
            lock.unlock();
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

    /** Whether both threads of the default channel run: {@code Slave_running}. */
    public boolean running() {
        return channels.values().stream().filter(ReplicationChannel::configured).map(ReplicationChannel::status)
                .anyMatch(status -> status.receiver() == ChannelThreadState.YES
                        && status.applier() == ChannelThreadState.YES);
    }

    /** {@code Slave_received_heartbeats} of all channels. */
    public long receivedHeartbeats() {
        return channels.values().stream().filter(ReplicationChannel::configured)
                .mapToLong(channel -> channel.status().receivedHeartbeats()).sum();
    }

    /**
     * {@code MASTER_POS_WAIT(file, position[, seconds[, channel]])}: waits until the applier has reached a position.
     *
     * @return events waited for (here: 0 or 1), -1 after the time, null if the applier does not run
     */
    public @Nullable Object positionWait(BooleanSupplier interrupted, List<@Nullable Object> arguments)
            throws SqlError {
        Object file = arguments.isEmpty() ? null : arguments.getFirst();
        Object offset = arguments.size() < 2 ? null : arguments.get(1);
        if (file == null || offset == null) {
            return null;
        }
        BinlogPosition wanted = new BinlogPosition(file.toString(), Numbers.number(offset).longValue());
        Object seconds = arguments.size() < 3 ? null : arguments.get(2);
        long limit = seconds == null ? 0 : Numbers.number(seconds).longValue();
        Object name = arguments.size() < 4 ? null : arguments.get(3);
        ReplicationChannel channel = find(name == null ? "" : name.toString());
        long deadline = limit <= 0 ? Long.MAX_VALUE : world.clock().nanos() + limit * 1_000_000_000L;
        boolean waited = false;
        while (!interrupted.getAsBoolean()) {
            ChannelStatus status = channel.status();
            if (!status.executed().file().isEmpty() && status.executed().reaches(wanted)) {
                return waited ? 1L : 0L;
            }
            if (status.applier() == ChannelThreadState.NO) {
                return null;
            }
            if (world.clock().nanos() >= deadline) {
                return -1L;
            }
            waited = true;
            world.threads().sleep(STEP_NANOS);
        }
        return null;
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
