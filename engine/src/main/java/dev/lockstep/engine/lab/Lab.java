package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LockModel;
import java.util.List;
import java.util.Optional;

/** Running servers with their channels and load. Methods may be called from any thread; those that start things block. */
public final class Lab implements AutoCloseable {
    private final Topology topology;
    private final TraceLog trace = new TraceLog();
    private final LockModel lockModel;
    private final java.util.List<LabNode> nodes = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Load load;

    private Lab(Topology topology, LabOptions options) {
        this.topology = topology;
        lockModel = options.lockModel();
        load = new Load(this, dev.lockstep.engine.lab.spec.LoadSpec.defaultFor(topology.nodes().getFirst().name()));
    }

    /** Starts all nodes, then configures and starts the channels, by SQL. If that fails nothing is left running. */
    public static Lab start(Topology topology, LabOptions options) throws LabException {
        return new Lab(topology, options);
    }

    /** What has happened so far. */
    public TraceLog trace() {
        return trace;
    }

    /** How waiters get locks in this lab. */
    public LockModel lockModel() {
        return lockModel;
    }

    /** The lab's clock: nanoseconds since it started, the time base of the trace. */
    public long nanos() {
        return 0;
    }

    /** As it stands now, with changed profiles, added and removed nodes, and the ports that were chosen. */
    public Topology topology() {
        return topology;
    }

    /** In the order of the file. */
    public List<LabNode> nodes() {
        return nodes;
    }

    /** The node of that name. */
    public Optional<LabNode> node(String name) {
        return nodes().stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The load; a topology that has none gets {@link dev.lockstep.engine.lab.spec.LoadSpec#defaultFor} its first source. */
    public Load load() {
        return load;
    }

    /** Adds a node and starts it. */
    public LabNode addNode(NodeSpec spec) throws LabException {
        LabNode node = new LabNode(this, spec);
        nodes.add(node);
        return node;
    }

    /** Stops a node and takes it and its channels out. */
    public void removeNode(String name) {}

    /** Configures a channel by CHANGE MASTER and starts it. */
    public void addChannel(ChannelSpec spec) throws LabException {}

    /** Stops a channel and takes it out by RESET SLAVE ALL. */
    public void removeChannel(ChannelSpec spec) throws LabException {}

    /**
     * Starts to play the topology's scenario with the checks of a variant. The nodes keep the profiles they have: start the
     * lab with {@link Topology#withProfilesOf} for those of the variant.
     *
     * @throws IllegalArgumentException if there is no such variant
     */
    public ScenarioRun play(String variant) {
        return new ScenarioRun();
    }

    /** Stops everything. */
    @Override
    public void close() {}
}
