package dev.lockstep.app.topology;

/** What is chosen on the topology. */
public sealed interface TopologySelection {
    /** Nothing. */
    record None() implements TopologySelection {}

    /** A node. */
    record OfNode(String node) implements TopologySelection {}

    /** A channel, by its replica and name. */
    record OfChannel(String replica, String channel) implements TopologySelection {}
}
