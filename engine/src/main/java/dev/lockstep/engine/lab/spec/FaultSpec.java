package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.trace.Fault;

/**
 * Something that is to be broken.
 *
 * @param node the node; of a line its replica
 * @param channel of a line the channel, empty for the default one; empty for a fault of a node
 */
public record FaultSpec(String node, String channel, Fault fault) {}
