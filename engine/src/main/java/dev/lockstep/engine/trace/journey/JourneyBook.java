package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.NodeStopped.How;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into {@link Journey}s and into what each node has of each binlog. Of each node's binlog it keeps the last
 * transactions, and all older ones whose fate is open. Apply events in the order of the log. Not thread-safe.
 */
public final class JourneyBook {
    /** Transactions of a binlog that are kept if nothing else is said. */
    public static final int LIMIT = 10_000;

    private static final String TIMEOUT = "rpl_semi_sync_master_timeout";

    private final int limit;
    private final Consumer<Journey> leaving;
    private final Map<String, TraceEvent.NodeStarted> servers;
    private final Set<String> up;
    private final Map<Long, String> namesById;
    private final Map<String, TraceEvent.ChannelConfigured> channels;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<Integer, Journey> open = new HashMap<>();
    private final Map<String, Long> timeouts;
    private final Map<String, How> ends;
    private final Holdings holdings;
    private final Sessions sessions;

    /** Before the first event, with the usual limit. */
    public JourneyBook() {
        this(LIMIT, _ -> {
        });
    }

    /**
     * Before the first event.
     *
     * @param limit how many transactions of a binlog are kept
     * @param leaving is told of those that are not kept any more
     */
    public JourneyBook(int limit, Consumer<Journey> leaving) {
        this.limit = limit;
        this.leaving = leaving;
        servers = new LinkedHashMap<>();
        up = new LinkedHashSet<>();
        namesById = new HashMap<>();
        channels = new LinkedHashMap<>();
        timeouts = new HashMap<>();
        ends = new HashMap<>();
        holdings = new Holdings();
        sessions = new Sessions();
    }

    private JourneyBook(JourneyBook other) {
        limit = other.limit;
        leaving = _ -> {
        };
        servers = new LinkedHashMap<>(other.servers);
        up = new LinkedHashSet<>(other.up);
        namesById = new HashMap<>(other.namesById);
        channels = new LinkedHashMap<>(other.channels);
        timeouts = new HashMap<>(other.timeouts);
        ends = new HashMap<>(other.ends);
        holdings = new Holdings(other.holdings);
        sessions = new Sessions(other.sessions);
        Map<Journey, Journey> copies = new HashMap<>();
        other.lines.forEach((node, line) -> lines.put(node, line.openOnly(leaving, copies)));
        other.open.forEach((thread, journey) -> open.put(thread, copies.getOrDefault(journey, new Journey(journey))));
    }

    /** An independent book at the same event that keeps, of what was, only transactions whose fate is open. */
    JourneyBook checkpoint() {
        return new JourneyBook(this);
    }

    /** Takes one event into account. */
    public void apply(TraceEvent event) {
        switch (event) {
            case TraceEvent.NodeStarted e -> started(e);
            case TraceEvent.NodeStopped e -> stopped(e);
            case TraceEvent.NodeRemoved e -> removed(e.node());
            case TraceEvent.ChannelConfigured e -> configured(e);
            case TraceEvent.ChannelRemoved e -> relayGone(channels.remove(key(e.node(), e.channel())));
            case TraceEvent.TransactionFlushed e -> flushed(e);
            case TraceEvent.GroupSynced e -> synced(e);
            case TraceEvent.GroupListed e -> upTo(e.node(), Stage.LISTED, e.position(), e.nanos());
            case TraceEvent.AckWaitStarted e -> waits(e);
            case TraceEvent.AckWaitEnded e -> waited(e);
            case TraceEvent.QuorumReached e -> upTo(e.node(), Stage.COUNTED, e.position(), e.nanos());
            case TraceEvent.TransactionStored e -> own(e.thread(), e.end(), Stage.STORED, e.nanos());
            case TraceEvent.TransactionCommitted e -> own(e.thread(), e.end(), Stage.RELEASED, e.nanos());
            case TraceEvent.ClientAnswered e -> answered(e);
            case TraceEvent.EventSent e -> sent(e);
            case TraceEvent.AckReceived e -> ackReceived(e);
            case TraceEvent.EventReceived e -> received(e);
            case TraceEvent.RelayLogWritten e -> relayed(e);
            case TraceEvent.AckSent e -> ackSent(e);
            case TraceEvent.TransactionApplied e -> applied(e);
            case TraceEvent.ChannelSampled e -> sampled(e);
            case TraceEvent.StageChanged e -> sessions.stage(e);
            case TraceEvent.ThreadHeld e -> sessions.held(e);
            case TraceEvent.VariableChanged e when e.name().equals(TIMEOUT) -> timeout(e);
            default -> {
                // nothing of a transaction's way depends on it
            }
        }
    }

    private void timeout(TraceEvent.VariableChanged event) {
        try {
            timeouts.put(event.node(), Long.parseLong(event.value()));
        } catch (NumberFormatException _) {
            timeouts.remove(event.node());
        }
    }

    private void started(TraceEvent.NodeStarted event) {
        servers.put(event.node(), event);
        namesById.put(event.serverId(), event.node());
        up.add(event.node());
        // what its threads have still told after they were cut off is not there either
        forget(event.node(), ends.getOrDefault(event.node(), How.KILLED));
    }

    private void forget(String node, How how) {
        switch (how) {
            case STOPPED -> holdings.closed(node);
            case KILLED -> holdings.processEnded(node);
            case POWER_LOST -> holdings.powerLost(node);
        }
    }

    private void stopped(TraceEvent.NodeStopped event) {
        up.remove(event.node());
        ends.put(event.node(), event.how());
        sessions.nodeEnded(event.node());
        forget(event.node(), event.how());
        Line line = lines.get(event.node());
        if (line != null) {
            line.close();
        }
        open.values().removeIf(journey -> journey.id().node().equals(event.node()));
    }

    private void removed(String node) {
        up.remove(node);
        servers.remove(node);
        channels.values().removeIf(channel -> channel.node().equals(node));
        holdings.forgetNode(node);
    }

    private void configured(TraceEvent.ChannelConfigured event) {
        TraceEvent.ChannelConfigured before = channels.put(key(event.node(), event.channel()), event);
        if (before != null && (before.sourcePort() != event.sourcePort()
                || !before.sourceHost().equals(event.sourceHost()))) {
            relayGone(before);
        }
    }

    private void relayGone(TraceEvent.@Nullable ChannelConfigured channel) {
        String source = channel == null ? null : listening(channel);
        if (channel != null && source != null) {
            holdings.of(channel.node(), source).relayGone();
        }
    }

    private static String key(String node, String channel) {
        return node + "\0" + channel;
    }

    private @Nullable String listening(TraceEvent.ChannelConfigured channel) {
        for (TraceEvent.NodeStarted server : servers.values()) {
            if (server.listensAt(channel.sourceHost(), channel.sourcePort())) {
                return server.node();
            }
        }
        return null;
    }

    /** The node that a channel follows, null if it is not of this lab. */
    @Nullable
    String source(String replica, String channel) {
        TraceEvent.ChannelConfigured configured = channels.get(key(replica, channel));
        return configured == null ? null : listening(configured);
    }

    /** The node of that server id. */
    String named(long serverId) {
        return namesById.getOrDefault(serverId, "server " + serverId);
    }

    private void flushed(TraceEvent.TransactionFlushed event) {
        String node = event.node();
        Line line = lines.computeIfAbsent(node, _ -> new Line(limit, leaving));
        BinlogPosition last = line.end();
        Holding own = holdings.of(node, node);
        if (last != null && last.reaches(event.end())) {
            line.clear();
            holdings.forgetLog(node);
            own = holdings.of(node, node);
        } else if (last != null && !last.file().equals(event.end().file())) {
            own.fileClosed();
        }
        own.flushed(event.end());
        Journey journey = new Journey(new TransactionId(node, event.end()), event.thread(), event.nanos());
        journey.before = open.put(event.thread(), journey);
        line.add(journey);
    }

    private void synced(TraceEvent.GroupSynced event) {
        holdings.of(event.node(), event.node()).synced(event.end());
        Line line = lines.get(event.node());
        if (line != null) {
            line.upTo(Stage.SYNCED, "", event.end(), journey -> {
                journey.reach(Stage.SYNCED, event.nanos());
                TransactionId origin = journey.origin();
                if (origin != null) {
                    holdings.of(event.node(), origin.node()).applied(origin.end(), true);
                }
            });
        }
    }

    private void upTo(String node, Stage stage, BinlogPosition end, long nanos) {
        Line line = lines.get(node);
        if (line != null) {
            line.upTo(stage, "", end, journey -> {
                // one that was through while semi-sync was off was never on the list
                if (stage != Stage.LISTED || journey.at(Stage.STORED) == Journey.NEVER) {
                    journey.reach(stage, nanos);
                }
            });
        }
    }

    private void waits(TraceEvent.AckWaitStarted event) {
        sessions.waits(event, timeouts.getOrDefault(event.node(), -1L));
        waiting(event.node(), event.position(), journey -> journey.waits(event.nanos()));
    }

    private void waited(TraceEvent.AckWaitEnded event) {
        sessions.waited(event);
        waiting(event.node(), event.position(), journey -> journey.waited(event.nanos(), event.outcome()));
    }

    /** Under AFTER_SYNC a group waits for its last one; under AFTER_COMMIT, when it is stored, each for itself. */
    private void waiting(String node, BinlogPosition position, Consumer<Journey> tell) {
        for (Journey last : open.values()) {
            // what a session has committed before this one is through
            for (Journey journey = last; journey != null
                    && journey.at(Stage.RELEASED) == Journey.NEVER; journey = journey.before) {
                int order = journey.id().node().equals(node) ? journey.id().end().compareTo(position) : 1;
                if (order == 0 || order < 0 && journey.at(Stage.STORED) == Journey.NEVER) {
                    tell.accept(journey);
                }
            }
        }
    }

    private void own(int thread, BinlogPosition end, Stage stage, long nanos) {
        for (Journey journey = open.get(thread); journey != null; journey = journey.before) {
            if (journey.id().end().equals(end)) {
                journey.reach(stage, nanos);
                return;
            }
        }
    }

    private void answered(TraceEvent.ClientAnswered event) {
        for (Journey journey = open.remove(event.thread()); journey != null; journey = journey.before) {
            if (journey.at(Stage.RELEASED) != Journey.NEVER) {
                journey.reach(Stage.ANSWERED, event.nanos());
            } else {
                journey.end();
            }
        }
    }

    /** Made-up events carry positions that are not their own. */
    private static boolean stands(int type) {
        return type != EventTypes.ROTATE && type != EventTypes.FORMAT_DESCRIPTION && type != EventTypes.HEARTBEAT
                && type != EventTypes.MARIADB_GTID_LIST;
    }

    private void sent(TraceEvent.EventSent event) {
        Line line = lines.get(event.node());
        if (line == null || !stands(event.type())) {
            return;
        }
        String replica = named(event.replicaServerId());
        line.upTo(Stage.SENT, replica, event.end(), journey -> {
            if (journey.id().end().equals(event.end())) {
                journey.reach(Stage.READ, replica, event.readNanos());
                journey.reach(Stage.SENT, replica, event.nanos());
            }
        });
    }

    private void received(TraceEvent.EventReceived event) {
        String source = source(event.node(), event.channel());
        if (source == null) {
            return;
        }
        holdings.of(event.node(), source).received(event.end());
        Line line = lines.get(source);
        if (line != null && stands(event.type())) {
            line.upTo(Stage.RECEIVED, event.node(), event.end(), journey -> {
                if (journey.id().end().equals(event.end())) {
                    journey.reach(Stage.RECEIVED, event.node(), event.arrivedNanos());
                }
            });
        }
    }

    private void relayed(TraceEvent.RelayLogWritten event) {
        String source = source(event.node(), event.channel());
        if (source == null) {
            return;
        }
        holdings.of(event.node(), source).written(event.end(), event.synced());
        replicaUpTo(source, Stage.RELAYED, event.node(), event.end(), event.nanos());
        if (event.synced()) {
            replicaUpTo(source, Stage.RELAY_SYNCED, event.node(), event.end(), event.nanos());
        }
    }

    private void ackSent(TraceEvent.AckSent event) {
        String source = source(event.node(), event.channel());
        if (source != null) {
            replicaUpTo(source, Stage.ACK_SENT, event.node(), event.position(), event.nanos());
        }
    }

    private void ackReceived(TraceEvent.AckReceived event) {
        replicaUpTo(event.node(), Stage.ACK_RECEIVED, named(event.replicaServerId()), event.position(),
                event.nanos());
    }

    /** Of those that were sent to the replica: what it had before it came is not told again. */
    private void replicaUpTo(String source, Stage stage, String replica, BinlogPosition end, long nanos) {
        Line line = lines.get(source);
        if (line != null) {
            line.upTo(stage, replica, end, journey -> {
                if (journey.at(Stage.SENT, replica) != Journey.NEVER) {
                    journey.reach(stage, replica, nanos);
                }
            });
        }
    }

    private void applied(TraceEvent.TransactionApplied event) {
        String source = source(event.node(), event.channel());
        if (source == null) {
            return;
        }
        Line line = lines.get(source);
        Journey journey = line == null ? null : line.find(event.end());
        if (journey != null) {
            journey.reach(Stage.APPLIED, event.node(), event.nanos());
        }
        Journey copy = event.thread() == 0 ? null : open.remove(event.thread());
        boolean logged = copy != null && copy.id().node().equals(event.node());
        boolean kept = false;
        if (logged && copy != null) {
            copy.copyOf(new TransactionId(source, event.end()));
            kept = copy.at(Stage.SYNCED) != Journey.NEVER;
            if (journey != null) {
                journey.copied(copy.id());
            }
        }
        holdings.of(event.node(), source).applied(event.end(), kept);
    }

    /** What a real server says that it has; how well, it does not say. */
    private void sampled(TraceEvent.ChannelSampled event) {
        String source = source(event.node(), event.channel());
        if (source == null) {
            return;
        }
        BinlogPosition received = event.received();
        if (received != null) {
            holdings.of(event.node(), source).received(received);
        }
        BinlogPosition applied = event.applied();
        if (applied != null) {
            holdings.of(event.node(), source).applied(applied, false);
        }
    }

    // --- what can be asked

    /** The transactions of a node's binlog that are kept, oldest first. */
    public List<Journey> journeys(String node) {
        Line line = lines.get(node);
        return line == null ? List.of() : line.all();
    }

    /** The transactions that clients made, of all nodes, that are kept, in the order in which they were flushed. */
    public List<Journey> journeys() {
        List<Journey> all = new ArrayList<>();
        lines.values().forEach(line -> line.all().stream().filter(journey -> journey.origin() == null)
                .forEach(all::add));
        if (lines.size() > 1) {
            all.sort(Comparator.comparingLong(journey -> journey.at(Stage.FLUSHED)));
        }
        return all;
    }

    /** One transaction, if it is kept. */
    public Optional<Journey> journey(TransactionId id) {
        Line line = lines.get(id.node());
        return Optional.ofNullable(line == null ? null : line.find(id.end()));
    }

    /** Nodes that have written transactions. */
    public Set<String> sources() {
        return lines.keySet();
    }

    /** Names of nodes that run or have run, in the order in which they started first. */
    public List<String> nodes() {
        return List.copyOf(servers.keySet());
    }

    /** Whether a node runs. */
    public boolean up(String node) {
        return up.contains(node);
    }

    Holdings holdings() {
        return holdings;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Transactions that a session has flushed and whose client has no answer yet, the newest of each thread. */
    Map<Integer, Journey> open() {
        return open;
    }
}
