package dev.lockstep.app.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LockModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lab that is only a trace: it can be looked at, nothing can be done to it. */
public record TracedLab(Topology topology, TraceLog trace, long nanos) implements LabSession {
    /** With nodes of these names. */
    public static TracedLab of(TraceLog trace, long nanos, String... names) {
        List<NodeSpec> nodes = java.util.Arrays.stream(names)
                .map(name -> new NodeSpec(name, "mariadb-10.0", 0, 0, Map.of())).toList();
        return new TracedLab(new Topology("Traced", "", nodes, List.of(), null, null), trace, nanos);
    }

    @Override
    public String variant() {
        return "";
    }

    @Override
    public LockModel lockModel() {
        return new LockModel.WakeUpLatency(20_000);
    }

    @Override
    public SqlOutcome execute(String node, String origin, String sql) {
        return new SqlOutcome.Refused(0, "only a trace", 0);
    }

    private static LabException no() {
        return new LabException("only a trace");
    }

    @Override
    public void setFault(String text) throws LabException {
        throw no();
    }

    @Override
    public void mend(FaultSpec fault) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void control(String node, NodeCommand command) throws LabException {
        throw no();
    }

    @Override
    public void addNode(NodeSpec spec) throws LabException {
        throw no();
    }

    @Override
    public NodeSpec removeNode(String node) throws LabException {
        throw no();
    }

    @Override
    public void addChannel(ChannelSpec channel, @Nullable BinlogPosition from) throws LabException {
        throw no();
    }

    @Override
    public @Nullable BinlogPosition pointChannel(ChannelSpec to, @Nullable BinlogPosition from) throws LabException {
        throw no();
    }

    @Override
    public @Nullable BinlogPosition removeChannel(String replica, String channel) throws LabException {
        throw no();
    }

    @Override
    public void loadOn() throws LabException {
        throw no();
    }

    @Override
    public void loadOff() {}

    @Override
    public void loadClients(int clients) {}

    @Override
    public void play() {}

    @Override
    public void abort() {}

    @Override
    public boolean playing() {
        return false;
    }

    @Override
    public void close() {}
}
