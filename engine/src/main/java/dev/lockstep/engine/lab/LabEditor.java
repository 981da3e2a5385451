package dev.lockstep.engine.lab;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.trace.LabState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes a running lab piece by piece, as a person does who draws: nodes are started and stopped, channels are made and
 * changed by SQL, and what cannot be done is refused with a reason. Every change gives what is needed to take it back.
 * Any thread; blocks.
 */
public final class LabEditor {
    private final Lab lab;

    LabEditor(Lab lab) {
        this.lab = lab;
    }

    /** Adds a node and starts it; one that was removed comes back with its data. */
    public void addNode(NodeSpec spec) throws LabException {
        lab.addNode(spec);
    }

    /** Shuts a node down and takes it out; refused while others follow it. Gives what brings it back. */
    public NodeSpec removeNode(String name, LabState state) throws LabException {
        LabNode node = existing(name);
        List<LabState.ChannelState> followers = state.channels().stream()
                .filter(channel -> name.equals(channel.source())).toList();
        if (!followers.isEmpty()) {
            throw new LabException(followers.stream()
                    .map(one -> one.replica() + (one.channel().isEmpty() ? "" : " (channel '" + one.channel() + "')"))
                    .collect(Collectors.joining(", ")) + " follows " + name + "; delete that channel first");
        }
        if (lab.nodes().size() == 1) {
            throw new LabException(name + " is the only node; a lab needs one");
        }
        NodeSpec spec = node.specForFile().withServerId(node.spec().serverId());
        lab.removeNode(name);
        return spec;
    }

    /** Makes a channel and starts it. */
    public void addChannel(ChannelSpec spec, @Nullable BinlogPosition from, LabState state) throws LabException {
        LabNode replica = running(spec.replica());
        LabNode source = existing(spec.source());
        if (replica == source) {
            throw new LabException(spec.replica() + " cannot follow itself");
        }
        if (find(state, spec.replica(), spec.name()).isPresent()) {
            throw new LabException(spec.replica() + (spec.name().isEmpty()
                    ? " has a default channel already; give the new one a name"
                    : " has a channel '" + spec.name() + "' already; give the new one another name"));
        }
        ChannelSetup.point(replica, source, spec, from);
        lab.noteChannel(spec);
        ChannelSetup.start(replica, spec.name());
    }

    /** Points a stopped channel to another source; the server refuses it for one that runs. Gives where it was. */
    public @Nullable BinlogPosition pointChannel(ChannelSpec to, @Nullable BinlogPosition from) throws LabException {
        LabNode replica = running(to.replica());
        LabNode source = existing(to.source());
        if (replica == source) {
            throw new LabException(to.replica() + " cannot follow itself");
        }
        BinlogPosition was = ChannelSetup.applied(replica, to.name());
        ChannelSetup.point(replica, source, to, from);
        lab.noteChannel(to);
        return was;
    }

    /** Forgets a stopped channel; the server refuses it for one that runs. Gives how far it had applied its source. */
    public @Nullable BinlogPosition removeChannel(String replica, String channel) throws LabException {
        LabNode node = running(replica);
        BinlogPosition was = ChannelSetup.applied(node, channel);
        ChannelSetup.forget(node, channel);
        lab.forgetChannel(replica, channel);
        return was;
    }

    private static Optional<LabState.ChannelState> find(LabState state, String replica, String channel) {
        return state.channels().stream()
                .filter(one -> one.replica().equals(replica) && one.channel().equals(channel)).findFirst();
    }

    private LabNode existing(String name) throws LabException {
        return lab.node(name).orElseThrow(() -> new LabException("there is no node " + name));
    }

    private LabNode running(String name) throws LabException {
        LabNode node = existing(name);
        if (!node.up()) {
            throw new LabException(name + " is not running; start it first");
        }
        return node;
    }
}
