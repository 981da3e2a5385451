package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.trace.Fault;

/**
 * What is to be mended.
 *
 * @param place a node, or the line of a channel
 * @param node the node; of a line its replica
 * @param channel of a line the channel, empty for the default one
 * @param name the fault's name, such as {@code latency}; empty for all that is broken there
 */
public record HealSpec(Place place, String node, String channel, String name) {
    /** Where faults are. */
    public enum Place {
        /** On a node. */
        NODE,
        /** On the line between a replica and its source. */
        LINE
    }

    /** Whether it means that fault. */
    public boolean means(Fault fault) {
        return name.isEmpty() || name.equals(fault.name());
    }
}
