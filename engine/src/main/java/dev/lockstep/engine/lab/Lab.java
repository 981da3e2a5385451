package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.LoadSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.ServerSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.Clock;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Running servers with their channels and load. Methods may be called from any thread; those that start things block. */
public final class Lab implements AutoCloseable {
    private static final long START_NANOS = 60_000_000_000L;
    private static final long PROGRAMS_START_NANOS = 200_000_000_000L;
    private static final long SHUTDOWN_NANOS = 10_000_000_000L;

    private final LabOptions options;
    private final LabFolder folder;
    private final LiveWorlds worlds;
    private final World world;
    private final Load load;
    private final LabFaults faults;
    private final List<LabNode> nodes = new CopyOnWriteArrayList<>();
    private final List<ChannelSpec> channels = new CopyOnWriteArrayList<>();
    private final Map<String, StatusSampler> samplers = new ConcurrentHashMap<>();
    private final List<ScenarioRun> runs = new CopyOnWriteArrayList<>();
    private final Topology opened;
    private final Instant startedAt;
    private volatile boolean closed;

    private Lab(Topology topology, LabOptions options, LabFolder folder, LiveWorlds worlds) throws IOException {
        this.opened = topology;
        this.options = options;
        this.folder = folder;
        this.worlds = worlds;
        world = worlds.open(TraceEvent.LAB, folder.path());
        faults = new LabFaults(this, worlds);
        startedAt = Instant.EPOCH.plus(world.clock().epochMicros(), ChronoUnit.MICROS);
        LoadSpec spec = topology.load();
        load = new Load(this, spec == null ? LoadSpec.defaultFor(firstSource(topology)) : spec);
    }

    private static String firstSource(Topology topology) {
        return topology.channels().isEmpty()
                ? topology.nodes().getFirst().name()
                : topology.channels().getFirst().source();
    }

    /**
     * Which programs of real servers a topology needs that are not installed here, as its file names them; empty if it can be
     * started.
     */
    public static List<String> missingPrograms(Topology topology) {
        return topology.nodes().stream().map(NodeSpec::server)
                .flatMap(server -> server instanceof ServerSpec.Binary(String program)
                        ? Stream.of(program)
                        : Stream.of())
                .filter(program -> Programs.find(program).isEmpty()).distinct().toList();
    }

    /** Starts all nodes, then configures and starts the channels, by SQL. If that fails nothing is left running. */
    public static Lab start(Topology topology, LabOptions options) throws LabException {
        Lab lab;
        try {
            lab = new Lab(topology, options, LabFolder.of(options.folder()),
                    new LiveWorlds(new TraceLog(), options.lockModel(), options.niceness()));
        } catch (IOException e) {
            throw new LabException("no folder for the nodes' data: " + e.getMessage(), e);
        }
        try {
            lab.bringUp(topology);
            return lab;
        } catch (LabException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private void bringUp(Topology topology) throws LabException {
        for (NodeSpec spec : topology.nodes()) {
            nodes.add(new LabNode(this, spec, serverId(spec)));
        }
        startNodes();
        for (ChannelSpec channel : topology.channels()) {
            addChannel(channel);
        }
        for (FaultSpec fault : topology.faults()) {
            faults.set(fault);
        }
        nodes.forEach(this::sample);
        if (load.spec().initially() == LoadSpec.Initially.ON) {
            load.switchOn();
        }
    }

    /** A server id that no other node has: as given, or the place in the file. */
    private long serverId(NodeSpec spec) {
        long id = spec.serverId();
        if (id == 0) {
            id = nodes.size() + 1L;
            while (serverIdTaken(id)) {
                id++;
            }
        }
        return id;
    }

    private boolean serverIdTaken(long id) {
        return nodes.stream().anyMatch(node -> node.spec().serverId() == id);
    }

    private void startNodes() throws LabException {
        ConcurrentLinkedQueue<LabException> failures = new ConcurrentLinkedQueue<>();
        List<WorldThread> threads = new ArrayList<>();
        for (LabNode node : nodes) {
            threads.add(world.threads().start("start " + node.name(), () -> {
                try {
                    node.start();
                } catch (LabException e) {
                    failures.add(e);
                }
            }));
        }
        long limit = nodes.stream().anyMatch(LabNode::real) ? PROGRAMS_START_NANOS : START_NANOS;
        long deadline = nanos() + limit;
        for (WorldThread thread : threads) {
            if (!thread.join(Math.max(1, deadline - nanos()))) {
                failures.add(new LabException(thread.name() + " took longer than " + limit / 1_000_000_000 + " s"));
            }
        }
        LabException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        for (LabNode node : nodes) {
            if (!node.up()) {
                throw new LabException("node " + node.name() + " did not start: see the log");
            }
        }
    }

    private void sample(LabNode node) {
        if (options.samplePeriodMillis() > 0) {
            StatusSampler sampler = new StatusSampler(this, node, options.samplePeriodMillis());
            samplers.put(node.name(), sampler);
            sampler.start();
        }
    }

    World openWorld(NodeSpec node) throws IOException {
        Instant shown = node.clock();
        long offsetMicros = shown == null ? 0 : ChronoUnit.MICROS.between(startedAt, shown);
        return worlds.open(node.name(), folder.of(node.name()), offsetMicros);
    }

    Path folderOf(String node) {
        return folder.of(node);
    }

    /** The lab's own world, which belongs to no node: its clock, and threads for those who work with the lab. */
    public World world() {
        return world;
    }

    Clock clock() {
        return worlds.clock();
    }

    void emit(TraceEvent event) {
        worlds.trace().emit(event);
    }

    /** What has happened so far. */
    public TraceLog trace() {
        return worlds.trace();
    }

    /** How waiters get locks in this lab. */
    public LockModel lockModel() {
        return worlds.lockModel();
    }

    /** The lab's clock: nanoseconds since it started, the time base of the trace. */
    public long nanos() {
        return worlds.clock().nanos();
    }

    /** As it stands now, with changed profiles, added and removed nodes and channels: what is to be saved. */
    public Topology topology() {
        LoadSpec spec = load.spec();
        return opened.withNodes(nodes.stream().map(LabNode::specForFile).toList()).withChannels(channels)
                .withLoad(node(spec.node()).isPresent() ? spec : LoadSpec.defaultFor(nodes.getFirst().name()))
                .withFaultsThatHaveAPlace();
    }

    /** In the order of the file. */
    public List<LabNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The node of that name. */
    public Optional<LabNode> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The load; a topology that has none gets {@link LoadSpec#defaultFor} its first source. */
    public Load load() {
        return load;
    }

    /** Adds a node and starts it. */
    public LabNode addNode(NodeSpec spec) throws LabException {
        LabNode node;
        synchronized (nodes) {
            if (node(spec.name()).isPresent()) {
                throw new LabException("there is a node " + spec.name() + " already");
            }
            node = new LabNode(this, spec, serverId(spec));
            nodes.add(node);
        }
        try {
            node.start();
        } catch (LabException e) {
            nodes.remove(node);
            throw e;
        }
        sample(node);
        return node;
    }

    /** Stops a node and takes it out, with its channels and those that follow it. */
    public void removeNode(String name) throws LabException {
        LabNode node = existing(name);
        for (ChannelSpec channel : List.copyOf(channels)) {
            if (channel.source().equals(name)) {
                removeChannel(channel);
            } else if (channel.replica().equals(name)) {
                channels.remove(channel);
            }
        }
        if (load.spec().node().equals(name)) {
            load.switchOff();
        }
        StatusSampler sampler = samplers.remove(name);
        if (sampler != null) {
            sampler.askToEnd();
        }
        node.stop();
        faults.forget(name);
        nodes.remove(node);
        emit(new TraceEvent.NodeRemoved(nanos(), name));
    }

    /** Breaks things on purpose, and mends them. */
    public LabFaults faults() {
        return faults;
    }

    List<ChannelSpec> channels() {
        return List.copyOf(channels);
    }

    /** Changes this lab piece by piece. */
    public LabEditor editor() {
        return new LabEditor(this);
    }

    void noteChannel(ChannelSpec spec) {
        forgetChannel(spec.replica(), spec.name());
        channels.add(spec);
    }

    void forgetChannel(String replica, String channel) {
        channels.removeIf(other -> other.replica().equals(replica) && other.name().equals(channel));
    }

    /** Configures a channel by CHANGE MASTER and starts it. */
    public void addChannel(ChannelSpec spec) throws LabException {
        ChannelSetup.connect(existing(spec.replica()), existing(spec.source()), spec);
        noteChannel(spec);
    }

    /** Stops a channel and takes it out by RESET SLAVE ALL. */
    public void removeChannel(ChannelSpec spec) throws LabException {
        ChannelSetup.disconnect(existing(spec.replica()), spec.name());
        channels.remove(spec);
    }

    private LabNode existing(String name) throws LabException {
        return node(name).orElseThrow(() -> new LabException("there is no node " + name));
    }

    /**
     * Starts to play the topology's scenario with the checks of a variant. The nodes keep the profiles they have: start the
     * lab with {@link Topology#withProfilesOf} for those of the variant.
     *
     * @throws IllegalArgumentException if there is no such variant
     */
    public ScenarioRun play(String variant) {
        ScenarioSpec scenario = opened.scenario();
        Optional<VariantSpec> found = scenario == null ? Optional.empty() : scenario.variant(variant);
        if (scenario == null || found.isEmpty()) {
            throw new IllegalArgumentException("there is no variant " + variant);
        }
        ScenarioRun run = new ScenarioRun(this, scenario, found.get());
        runs.add(run);
        run.start();
        return run;
    }

    /** Nodes of the lab are gone when it ends: a server that goes on shall not try to reach them for ever. */
    private void forgetOnForeign() {
        for (ChannelSpec channel : channels) {
            LabNode replica = node(channel.replica()).orElse(null);
            LabNode source = node(channel.source()).orElse(null);
            if (replica != null && source != null && replica.foreign() && !source.foreign()) {
                try {
                    ChannelSetup.disconnect(replica, channel.name());
                } catch (LabException e) {
                    emit(new TraceEvent.Marked(nanos(), TraceEvent.LAB, String.valueOf(e.getMessage())));
                }
            }
        }
    }

    /** Stops everything; nodes that do not end within ten seconds are killed. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        runs.forEach(ScenarioRun::abort);
        samplers.values().forEach(StatusSampler::askToEnd);
        load.switchOff();
        forgetOnForeign();
        List<WorldThread> endings = nodes.stream()
                .map(node -> world.threads().start("stop " + node.name(), node::stop)).toList();
        long deadline = nanos() + SHUTDOWN_NANOS;
        endings.forEach(thread -> thread.join(Math.max(1, deadline - nanos())));
        nodes.forEach(LabNode::kill);
        worlds.close();
        folder.release();
    }
}
