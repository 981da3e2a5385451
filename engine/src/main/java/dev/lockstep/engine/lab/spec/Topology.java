package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.Switch;
import dev.lockstep.engine.trace.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole topology file. Names are unique and every name that is referred to exists: {@link TopologyReader} has seen to
 * that, and so has this constructor.
 *
 * @param title what people call it
 * @param summary one or two sentences, empty if there are none
 * @param nodes at least one, in the order in which they are drawn and started
 * @param channels from a replica to its source
 * @param load the clients that write, if the file has any
 * @param scenario the story that is played on it, if there is one
 * @param faults what is broken as soon as it is up
 */
public record Topology(String title, String summary, List<NodeSpec> nodes, List<ChannelSpec> channels,
        @Nullable LoadSpec load, @Nullable ScenarioSpec scenario, List<FaultSpec> faults) {

    /** Keeps own copies. */
    public Topology {
        nodes = List.copyOf(nodes);
        channels = List.copyOf(channels);
        faults = List.copyOf(faults);
    }

    /** With nothing broken. */
    public Topology(String title, String summary, List<NodeSpec> nodes, List<ChannelSpec> channels,
            @Nullable LoadSpec load, @Nullable ScenarioSpec scenario) {
        this(title, summary, nodes, channels, load, scenario, List.of());
    }

    /** The same without faults of nodes and channels that are not there. */
    public Topology withFaultsThatHaveAPlace() {
        return new Topology(title, summary, nodes, channels, load, scenario,
                faults.stream().filter(this::hasPlace).toList());
    }

    private boolean hasPlace(FaultSpec fault) {
        return fault.fault() instanceof Fault.OfLink
                ? channels.stream().anyMatch(one -> one.replica().equals(fault.node())
                        && one.name().equals(fault.channel()))
                : node(fault.node()).isPresent();
    }

    /** The same with these broken, too. */
    public Topology withFaults(List<FaultSpec> more) {
        return new Topology(title, summary, nodes, channels, load, scenario,
                Stream.concat(faults.stream(), more.stream()).toList());
    }

    /** The node of that name. */
    public Optional<NodeSpec> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The same with the profiles that a variant of the scenario sets. */
    public Topology withProfilesOf(VariantSpec variant) {
        return withNodes(nodes.stream().map(node -> node.withProfile(variant.profileOf(node))).toList());
    }

    /** What a variant of the scenario is played on if what it is about is turned; empty if nothing is to be turned. */
    public Optional<Topology> turned(VariantSpec variant) {
        return scenario == null ? Optional.empty() : Turning.of(this, scenario, variant);
    }

    /** The same with other nodes. */
    public Topology withNodes(List<NodeSpec> others) {
        return new Topology(title, summary, others, channels, load, scenario, faults);
    }

    /** The same with other channels. */
    public Topology withChannels(List<ChannelSpec> others) {
        return new Topology(title, summary, nodes, others, load, scenario, faults);
    }

    /** The same with another load. */
    public Topology withLoad(LoadSpec other) {
        return new Topology(title, summary, nodes, channels, other, scenario, faults);
    }

    /**
     * The same with a switch set otherwise.
     *
     * @param node whose; empty for all
     * @param position how
     */
    public Topology withSwitch(String node, Switch position) {
        return withNodes(nodes.stream()
                .map(each -> node.isEmpty() || each.name().equals(node)
                        ? each.withProfile(Profiles.named(each.profile()).map(profile -> profile.with(position).name())
                                .orElse(each.profile()))
                        : each)
                .toList());
    }
}
