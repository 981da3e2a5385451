package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.HealSpec;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.world.FaultRefusedException;
import dev.lockstep.engine.world.Faults;
import dev.lockstep.engine.world.LiveWorlds;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks things of a running lab on purpose, and mends them. A fault on a line acts at its replica's end, which therefore has
 * to be one of the lab's own nodes; its source may be a real server. Any thread may call; nothing here waits.
 */
public final class LabFaults {
    private final Lab lab;
    private final LiveWorlds worlds;

    LabFaults(Lab lab, LiveWorlds worlds) {
        this.lab = lab;
        this.worlds = worlds;
    }

    /** Breaks something; one of the same name and direction on the same place is replaced. */
    public void set(FaultSpec spec) throws LabException {
        Faults faults = worlds.faults(own(spec.node(), spec.fault()).name());
        try {
            switch (spec.fault()) {
                case Fault.OfLink fault -> {
                    requireChannel(spec.node(), spec.channel());
                    faults.set(spec.channel(), fault);
                }
                case Fault.FrozenThread fault -> faults.freeze(fault, thread(spec.node(), fault));
                case Fault.OfNode fault -> faults.set(fault);
            }
        } catch (FaultRefusedException e) {
            throw new LabException(spec.node() + ": " + spec.fault().name() + " cannot be set: " + e.getMessage(), e);
        }
    }

    /** Mends what is meant; how much that was. */
    public int heal(HealSpec spec) throws LabException {
        existing(spec.node());
        Faults faults = worlds.faults(spec.node());
        return switch (spec.place()) {
            case LINE -> faults.healLink(spec.channel(), spec::means);
            case NODE -> faults.healNode(spec::means);
        };
    }

    /** Mends one fault. */
    public void heal(FaultSpec spec) {
        Faults faults = worlds.faults(spec.node());
        switch (spec.fault()) {
            case Fault.OfLink fault -> faults.healLink(spec.channel(), fault::equals);
            case Fault.OfNode fault -> faults.healNode(fault::equals);
        }
    }

    /** What is broken now, node by node. */
    public List<FaultSpec> active() {
        List<FaultSpec> all = new ArrayList<>();
        for (LabNode node : lab.nodes()) {
            worlds.faults(node.name()).active()
                    .forEach(one -> all.add(new FaultSpec(node.name(), one.owner(), one.fault())));
        }
        return all;
    }

    /** A node that is to end in good order needs all its threads. */
    void thaw(String node) {
        worlds.faults(node).healNode(fault -> fault instanceof Fault.FrozenThread);
    }

    /** A node that is taken out leaves nothing broken behind. */
    void forget(String node) {
        Faults faults = worlds.faults(node);
        faults.active().forEach(one -> faults.healLink(one.owner(), _ -> true));
        faults.healNode(_ -> true);
    }

    private LabNode existing(String name) throws LabException {
        return lab.node(name).orElseThrow(() -> new LabException("there is no node " + name));
    }

    private LabNode own(String name, Fault fault) throws LabException {
        LabNode node = existing(name);
        if (node.real()) {
            throw new LabException(name + " is a real server: the lab has no hand in its "
                    + (fault instanceof Fault.OfLink ? "connections" : "files, threads and clock")
                    + "; set the fault on one of the lab's own nodes");
        }
        return node;
    }

    private void requireChannel(String replica, String channel) throws LabException {
        if (lab.channels().stream().noneMatch(one -> one.replica().equals(replica) && one.name().equals(channel))) {
            throw new LabException(channel.isEmpty()
                    ? replica + " has no default channel"
                    : replica + " has no channel '" + channel + "'");
        }
    }

    private String thread(String node, Fault.FrozenThread fault) throws LabException {
        return switch (fault.role()) {
            case ACK_RECEIVER -> "Ack_receiver";
            case DUMP -> "dump to " + existing(replicaOf(node, fault.of())).spec().serverId();
            case IO -> "slave_io" + quoted(fault.of());
            case SQL -> "slave_sql" + quoted(fault.of());
        };
    }

    private static String quoted(String channel) {
        return channel.isEmpty() ? "" : " '" + channel + "'";
    }

    private String replicaOf(String source, String named) throws LabException {
        List<String> replicas = lab.channels().stream().filter(one -> one.source().equals(source))
                .map(ChannelSpec::replica).distinct().toList();
        if (!named.isEmpty()) {
            return named;
        }
        if (replicas.size() != 1) {
            throw new LabException(source + " has " + replicas.size()
                    + " replicas: say whose dump thread is to be frozen (of: NODE)");
        }
        return replicas.getFirst();
    }
}
