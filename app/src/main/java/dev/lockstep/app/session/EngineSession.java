package dev.lockstep.app.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.ScenarioRun;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.FaultText;
import dev.lockstep.engine.lab.spec.SpecException;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceTimeline;
import dev.lockstep.engine.world.LockModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lab of real servers in this process. */
public final class EngineSession implements LabSession {
    private final Lab lab;
    private final String variant;
    private final TraceTimeline timeline;
    private volatile @Nullable ScenarioRun run;

    private EngineSession(Lab lab, String variant) {
        this.lab = lab;
        this.variant = variant;
        timeline = new TraceTimeline(lab.trace());
    }

    /** Starts labs with these options. */
    public static Opener opener(LabOptions options) {
        return (topology, variant) -> new EngineSession(Lab.start(withProfiles(topology, variant), options), variant);
    }

    private static Topology withProfiles(Topology topology, String variant) {
        ScenarioSpec scenario = topology.scenario();
        Optional<VariantSpec> found = scenario == null ? Optional.empty() : scenario.variant(variant);
        return found.map(topology::withProfilesOf).orElse(topology);
    }

    @Override
    public Topology topology() {
        return lab.topology();
    }

    @Override
    public String variant() {
        return variant;
    }

    @Override
    public TraceLog trace() {
        return lab.trace();
    }

    @Override
    public long nanos() {
        return lab.nanos();
    }

    @Override
    public LockModel lockModel() {
        return lab.lockModel();
    }

    @Override
    public SqlOutcome execute(String node, String origin, String sql) {
        Optional<LabNode> found = lab.node(node);
        return found.isPresent()
                ? found.get().execute(origin, sql)
                : new SqlOutcome.Refused(0, "there is no node " + node, 0);
    }

    @Override
    public void control(String node, NodeCommand command) throws LabException {
        LabNode found = lab.node(node).orElseThrow(() -> new LabException("there is no node " + node));
        if (found.foreign() && command != NodeCommand.START) {
            throw new LabException(node + " runs outside the lab, which neither stops nor kills it");
        }
        switch (command) {
            case START -> found.start();
            case STOP -> found.stop();
            case RESTART -> found.restart();
            case KILL -> found.kill();
            case POWER_LOSS -> found.losePower();
        }
    }

    @Override
    public void setFault(String text) throws LabException {
        try {
            for (FaultSpec fault : FaultText.parse(text, lab.topology())) {
                lab.faults().set(fault);
            }
        } catch (SpecException e) {
            throw new LabException(e.problem(), e);
        }
    }

    @Override
    public void mend(FaultSpec fault) {
        lab.faults().heal(fault);
    }

    @Override
    public void addNode(NodeSpec spec) throws LabException {
        lab.editor().addNode(spec);
    }

    @Override
    public NodeSpec removeNode(String node) throws LabException {
        return lab.editor().removeNode(node, state());
    }

    @Override
    public void addChannel(ChannelSpec channel, @Nullable BinlogPosition from) throws LabException {
        lab.editor().addChannel(channel, from, state());
    }

    @Override
    public @Nullable BinlogPosition pointChannel(ChannelSpec to, @Nullable BinlogPosition from) throws LabException {
        return lab.editor().pointChannel(to, from);
    }

    @Override
    public @Nullable BinlogPosition removeChannel(String replica, String channel) throws LabException {
        return lab.editor().removeChannel(replica, channel);
    }

    private LabState state() {
        synchronized (timeline) {
            return timeline.latest(lab.nanos());
        }
    }

    @Override
    public void loadOn() throws LabException {
        lab.load().switchOn();
    }

    @Override
    public void loadOff() {
        lab.load().switchOff();
    }

    @Override
    public void loadClients(int clients) throws LabException {
        lab.load().change(clients, lab.load().spec().ratePerSecond());
    }

    @Override
    public synchronized void play() {
        if (!playing()) {
            run = lab.play(variant);
        }
    }

    @Override
    public void abort() {
        ScenarioRun playing = run;
        if (playing != null) {
            playing.abort();
        }
    }

    @Override
    public boolean playing() {
        ScenarioRun playing = run;
        return playing != null && playing.running();
    }

    @Override
    public void close() {
        lab.close();
    }
}
