package dev.lockstep.engine.trace;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.DumpState;
import dev.lockstep.engine.trace.LabState.Headers;
import dev.lockstep.engine.trace.LabState.LoadState;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.trace.LabState.SampleKey;
import dev.lockstep.engine.trace.LabState.StoryState;
import dev.lockstep.engine.trace.LabState.ThreadError;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.ChannelThread;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into {@link LabState}. Apply events in the order of the log, then ask for {@link #state}; {@link #copy()}
 * makes the checkpoints from which a view winds back. Not thread-safe.
 */
public final class LabProjection {
    private final Map<String, Node> nodes;
    private final Map<String, Channel> channels;
    private final Map<SampleKey, TraceEvent.StatusSampled> samples;
    /** What {@link #state} last gave out of them, null if they have changed since. */
    private @Nullable Map<SampleKey, TraceEvent.StatusSampled> frozenSamples;
    private final List<StoryState.Item> steps;
    private final List<StoryState.Item> checks;
    private final List<LabState.FaultState> faults;
    private String scenario = "";
    private String variant = "";
    private String narrationTitle = "";
    private String narration = "";
    private LoadState load = new LoadState(false, 0);

    /** Before the first event. */
    public LabProjection() {
        nodes = new LinkedHashMap<>();
        channels = new LinkedHashMap<>();
        samples = new LinkedHashMap<>();
        steps = new ArrayList<>();
        checks = new ArrayList<>();
        faults = new ArrayList<>();
    }

    private LabProjection(LabProjection other) {
        this();
        other.nodes.forEach((name, node) -> nodes.put(name, new Node(node)));
        other.channels.forEach((key, channel) -> channels.put(key, new Channel(channel)));
        samples.putAll(other.samples);
        steps.addAll(other.steps);
        checks.addAll(other.checks);
        faults.addAll(other.faults);
        scenario = other.scenario;
        variant = other.variant;
        narrationTitle = other.narrationTitle;
        narration = other.narration;
        load = other.load;
    }

    /** An independent projection at the same event. */
    public LabProjection copy() {
        return new LabProjection(this);
    }

    /** Takes one event into account. */
    public void apply(TraceEvent event) {
        switch (event) {
            case TraceEvent.NodeStarted e -> node(e.node()).started(e);
            case TraceEvent.NodeStopped e -> node(e.node()).stopped();
            case TraceEvent.NodeRemoved e -> removed(e.node());
            case TraceEvent.VariableChanged e -> node(e.node()).variable(e.name(), e.value());
            case TraceEvent.TransactionFlushed e -> node(e.node()).flushed(e.end());
            case TraceEvent.AckWaitStarted e -> node(e.node()).waiting++;
            case TraceEvent.AckWaitEnded e -> node(e.node()).waiting--;
            case TraceEvent.TransactionCommitted e -> node(e.node()).committed(e.semiSync());
            case TraceEvent.SemiSyncSwitched e -> node(e.node()).semiSyncOn = e.on();
            case TraceEvent.SemiSyncClients e -> node(e.node()).clients = e.clients();
            case TraceEvent.DumpRequested e -> node(e.node()).dumps.put(e.thread(), new Dump(e));
            case TraceEvent.DumpStarted e -> onDump(e.node(), e.thread(), dump -> dump.startedNanos = e.nanos());
            case TraceEvent.DumpEnded e -> node(e.node()).dumps.remove(e.thread());
            case TraceEvent.EventSent e -> onDump(e.node(), e.thread(), dump -> dump.sent(e));
            case TraceEvent.AckReceived e -> node(e.node()).acked(e);
            case TraceEvent.ChannelConfigured e -> channel(e.node(), e.channel()).configured(e);
            case TraceEvent.ChannelRemoved e -> channels.remove(key(e.node(), e.channel()));
            case TraceEvent.ChannelThreadChanged e -> channel(e.node(), e.channel()).thread(e);
            case TraceEvent.ChannelSemiSync e -> channel(e.node(), e.channel()).semiSync = e.on();
            case TraceEvent.StreamHeaders e -> channel(e.node(), e.channel()).stream(e);
            case TraceEvent.PacketRead e -> channel(e.node(), e.channel()).packet(e);
            case TraceEvent.EventReceived e -> channel(e.node(), e.channel()).received(e);
            case TraceEvent.AckSent e -> channel(e.node(), e.channel()).acked(e.nanos());
            case TraceEvent.ChannelSampled e -> sampled(channel(e.node(), e.channel()), e);
            case TraceEvent.BinlogSampled e -> node(e.node()).told = e.end();
            case TraceEvent.TransactionApplied e -> channel(e.node(), e.channel()).applied(e.end());
            case TraceEvent.StatusSampled e -> {
                samples.put(new SampleKey(e.node(), e.statement()), e);
                frozenSamples = null;
            }
            case TraceEvent.LoadChanged e -> load = new LoadState(e.on(), e.clients());
            case TraceEvent.FaultSet e -> {
                mended(e.node(), e.channel(), e.fault());
                faults.add(new LabState.FaultState(e.node(), e.channel(), e.fault(), e.nanos()));
            }
            case TraceEvent.FaultHealed e -> mended(e.node(), e.channel(), e.fault());
            case TraceEvent.ScenarioStarted e -> scenarioStarted(e);
            case TraceEvent.StepChanged e -> item(steps, e.step(), e.title(), e.progress(), "", e.nanos());
            case TraceEvent.CheckChanged e -> item(checks, e.check(), e.title(), e.progress(), e.seen(), e.nanos());
            case TraceEvent.Narrated e -> {
                narrationTitle = e.title();
                narration = e.text();
            }
            case TraceEvent.LongWaitEnded _,TraceEvent.HookSteered _,TraceEvent.ThreadHeld _,TraceEvent.StageChanged _,TraceEvent.FlagWritten _,TraceEvent.LogLine _,TraceEvent.GroupSynced _,TraceEvent.StatementSent _,TraceEvent.Marked _ -> {
                // nothing of the state depends on them
            }
        }
    }

    /** Everything as of the last event, seen at a time not before it. */
    public LabState state(long nanos) {
        Map<String, NodeState> nodeStates = new LinkedHashMap<>();
        nodes.forEach((name, node) -> nodeStates.put(name, node.state()));
        List<ChannelState> channelStates = channels.values().stream().map(this::channelState).toList();
        StoryState story = new StoryState(scenario, variant, List.copyOf(steps), List.copyOf(checks), narrationTitle,
                narration);
        return new LabState(nanos, Collections.unmodifiableMap(nodeStates), channelStates, story, load,
                frozenSamples(), List.copyOf(faults));
    }

    private void mended(String node, String channel, Fault fault) {
        faults.removeIf(one -> one.node().equals(node) && one.channel().equals(channel)
                && one.fault().name().equals(fault.name()) && one.fault().which().equals(fault.which()));
    }

    private Map<SampleKey, TraceEvent.StatusSampled> frozenSamples() {
        Map<SampleKey, TraceEvent.StatusSampled> frozen = frozenSamples;
        if (frozen == null) {
            frozen = Map.copyOf(samples);
            frozenSamples = frozen;
        }
        return frozen;
    }

    private void removed(String node) {
        nodes.remove(node);
        channels.values().removeIf(channel -> channel.replica.equals(node));
        samples.keySet().removeIf(key -> key.node().equals(node));
        faults.removeIf(one -> one.node().equals(node));
        frozenSamples = null;
    }

    private void scenarioStarted(TraceEvent.ScenarioStarted event) {
        scenario = event.scenario();
        variant = event.variant();
        steps.clear();
        checks.clear();
        narrationTitle = "";
        narration = "";
    }

    private static void item(List<StoryState.Item> items, int number, String title, Progress progress, String seen,
            long nanos) {
        while (items.size() <= number) {
            items.add(new StoryState.Item("", Progress.PENDING, "", nanos));
        }
        StoryState.Item before = items.get(number);
        long since = before.progress() == progress ? before.sinceNanos() : nanos;
        items.set(number, new StoryState.Item(title, progress, seen, since));
    }

    private Node node(String name) {
        return nodes.computeIfAbsent(name, Node::new);
    }

    private void onDump(String node, int thread, java.util.function.Consumer<Dump> change) {
        Dump dump = node(node).dumps.get(thread);
        if (dump != null) {
            change.accept(dump);
        }
    }

    private static String key(String node, String channel) {
        return node + "\0" + channel;
    }

    private Channel channel(String node, String channel) {
        return channels.computeIfAbsent(key(node, channel), _ -> new Channel(node, channel));
    }

    private void sampled(Channel channel, TraceEvent.ChannelSampled event) {
        Node source = source(channel);
        channel.sampled(event, source != null && source.transactionsAfter(event.received()) == 0);
    }

    private @Nullable Node source(Channel channel) {
        return nodes.values().stream().filter(node -> node.listensAt(channel.sourceHost, channel.sourcePort))
                .findFirst().orElse(null);
    }

    private ChannelState channelState(Channel channel) {
        Node source = source(channel);
        long behindReceived = source == null ? 0 : source.transactionsAfter(channel.lastReceived);
        long behindApplied = source == null ? 0 : source.transactionsAfter(channel.lastApplied);
        return channel.state(source == null ? null : source.name, behindReceived, behindApplied);
    }

    /** This machine has several names. */
    private static boolean isHere(String host) {
        return host.isEmpty() || host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private static final class Node {
        private final String name;
        private final Map<String, String> variables = new LinkedHashMap<>();
        /** What {@link #state} last gave out of them, null if they have changed since. */
        private @Nullable Map<String, String> frozenVariables;
        private final Map<Integer, Dump> dumps = new LinkedHashMap<>();
        private final FlushIndex flushes;
        private int flushCount;
        private String profile = "";
        private String host = "";
        private long serverId;
        private int port;
        private String realVersion = "";
        private @Nullable BinlogPosition told;
        private boolean up;
        private boolean semiSyncOn;
        private int clients;
        private int waiting;
        private long committed;
        private long semiSyncCommitted;

        Node(String name) {
            this.name = name;
            flushes = new FlushIndex();
        }

        Node(Node other) {
            name = other.name;
            variables.putAll(other.variables);
            other.dumps.forEach((thread, dump) -> dumps.put(thread, new Dump(dump)));
            flushes = other.flushes;
            flushCount = other.flushCount;
            profile = other.profile;
            host = other.host;
            serverId = other.serverId;
            port = other.port;
            realVersion = other.realVersion;
            told = other.told;
            up = other.up;
            semiSyncOn = other.semiSyncOn;
            clients = other.clients;
            waiting = other.waiting;
            committed = other.committed;
            semiSyncCommitted = other.semiSyncCommitted;
        }

        void started(TraceEvent.NodeStarted event) {
            profile = event.profile();
            serverId = event.serverId();
            host = event.host();
            port = event.port();
            realVersion = event.realVersion();
            up = true;
        }

        void variable(String variable, String value) {
            variables.put(variable, value);
            frozenVariables = null;
        }

        private Map<String, String> frozenVariables() {
            Map<String, String> frozen = frozenVariables;
            if (frozen == null) {
                frozen = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
                frozenVariables = frozen;
            }
            return frozen;
        }

        boolean listensAt(String wantedHost, int wantedPort) {
            return port == wantedPort
                    && (host.equalsIgnoreCase(wantedHost) || isHere(host) && isHere(wantedHost));
        }

        void stopped() {
            up = false;
            semiSyncOn = false;
            clients = 0;
            waiting = 0;
            dumps.clear();
        }

        void flushed(BinlogPosition end) {
            flushes.set(flushCount++, end);
        }

        void committed(boolean semiSync) {
            committed++;
            if (semiSync) {
                semiSyncCommitted++;
            }
        }

        void acked(TraceEvent.AckReceived event) {
            for (Dump dump : dumps.values()) {
                if (dump.replicaServerId == event.replicaServerId() && dump.startedNanos >= 0) {
                    dump.acks++;
                    dump.lastAck = event.position();
                    dump.lastAckNanos = event.nanos();
                }
            }
        }

        long transactionsAfter(@Nullable BinlogPosition position) {
            if (!realVersion.isEmpty()) {
                return ChannelState.UNKNOWN;
            }
            return position == null ? flushCount : flushCount - flushes.countUpTo(position, flushCount);
        }

        NodeState state() {
            BinlogPosition last = flushCount == 0 ? told : flushes.get(flushCount - 1);
            return new NodeState(name, profile, serverId, host, port, up,
                    frozenVariables(), semiSyncOn, clients,
                    Math.max(0, waiting),
                    committed, semiSyncCommitted, last, flushCount, dumps.values().stream().map(Dump::state).toList(),
                    realVersion);
        }
    }

    private static final class Dump {
        private final int thread;
        private final long replicaServerId;
        private final boolean semiSync;
        private final long requestedNanos;
        private long startedNanos = -1;
        private long sent;
        private @Nullable BinlogPosition lastSent;
        private long lastSentNanos = -1;
        private long acks;
        private @Nullable BinlogPosition lastAck;
        private long lastAckNanos = -1;

        Dump(TraceEvent.DumpRequested event) {
            thread = event.thread();
            replicaServerId = event.replicaServerId();
            semiSync = event.semiSync();
            requestedNanos = event.nanos();
        }

        Dump(Dump other) {
            thread = other.thread;
            replicaServerId = other.replicaServerId;
            semiSync = other.semiSync;
            requestedNanos = other.requestedNanos;
            startedNanos = other.startedNanos;
            sent = other.sent;
            lastSent = other.lastSent;
            lastSentNanos = other.lastSentNanos;
            acks = other.acks;
            lastAck = other.lastAck;
            lastAckNanos = other.lastAckNanos;
        }

        void sent(TraceEvent.EventSent event) {
            sent++;
            lastSent = event.end();
            lastSentNanos = event.nanos();
        }

        DumpState state() {
            return new DumpState(thread, replicaServerId, semiSync, requestedNanos, startedNanos, sent, lastSent,
                    lastSentNanos, acks, lastAck, lastAckNanos);
        }
    }

    private static final class Channel {
        private final String replica;
        private final String channel;
        private String sourceHost = "";
        private int sourcePort;
        private State receiver = State.NO;
        private State applier = State.NO;
        private ThreadError receiverError = ThreadError.NONE;
        private ThreadError applierError = ThreadError.NONE;
        private boolean semiSync;
        private Headers headers = Headers.UNKNOWN;
        private TraceEvent.@Nullable PacketRead misread;
        private long received;
        private @Nullable BinlogPosition lastReceived;
        private long lastReceivedNanos = -1;
        private long receiverStartedNanos = -1;
        private long applied;
        private @Nullable BinlogPosition lastApplied;
        private long acksSent;
        private long lastAckSentNanos = -1;

        Channel(String replica, String channel) {
            this.replica = replica;
            this.channel = channel;
        }

        Channel(Channel other) {
            this(other.replica, other.channel);
            sourceHost = other.sourceHost;
            sourcePort = other.sourcePort;
            receiver = other.receiver;
            applier = other.applier;
            receiverError = other.receiverError;
            applierError = other.applierError;
            semiSync = other.semiSync;
            headers = other.headers;
            misread = other.misread;
            received = other.received;
            lastReceived = other.lastReceived;
            lastReceivedNanos = other.lastReceivedNanos;
            receiverStartedNanos = other.receiverStartedNanos;
            applied = other.applied;
            lastApplied = other.lastApplied;
            acksSent = other.acksSent;
            lastAckSentNanos = other.lastAckSentNanos;
        }

        void configured(TraceEvent.ChannelConfigured event) {
            sourceHost = event.sourceHost();
            sourcePort = event.sourcePort();
        }

        void thread(TraceEvent.ChannelThreadChanged event) {
            String text = event.error();
            ThreadError told = event.errno() == 0
                    ? ThreadError.NONE
                    : new ThreadError(event.errno(), text == null ? "" : text);
            if (event.which() == ChannelThread.APPLIER) {
                applier = event.state();
                applierError = told;
                return;
            }
            if (event.state() == State.YES && receiver != State.YES) {
                receiverStartedNanos = event.nanos();
            }
            if (event.state() == State.CONNECTING && receiver == State.NO) {
                headers = Headers.UNKNOWN;
                misread = null;
            }
            receiver = event.state();
            receiverError = told;
        }

        void stream(TraceEvent.StreamHeaders event) {
            headers = event.carried() ? Headers.CARRIED : Headers.ABSENT;
        }

        void packet(TraceEvent.PacketRead event) {
            if (misread == null && event.carried() != event.believed()) {
                misread = event;
            }
        }

        void received(TraceEvent.EventReceived event) {
            received++;
            lastReceived = event.end();
            lastReceivedNanos = event.nanos();
        }

        void sampled(TraceEvent.ChannelSampled event, boolean lacksNothing) {
            BinlogPosition now = event.received();
            if (now != null && (lacksNothing || !now.equals(lastReceived))) {
                lastReceived = now;
                lastReceivedNanos = event.nanos();
            }
            lastApplied = event.applied() == null ? lastApplied : event.applied();
        }

        void acked(long nanos) {
            acksSent++;
            lastAckSentNanos = nanos;
        }

        void applied(BinlogPosition end) {
            applied++;
            lastApplied = end;
        }

        ChannelState state(@Nullable String source, long behindReceived, long behindApplied) {
            return new ChannelState(replica, channel, source, sourcePort, receiver, applier, receiverError,
                    applierError, semiSync, headers, misread, received, lastReceived, lastReceivedNanos,
                    receiverStartedNanos, applied, lastApplied, acksSent,
                    lastAckSentNanos, behindReceived, behindApplied);
        }
    }
}
