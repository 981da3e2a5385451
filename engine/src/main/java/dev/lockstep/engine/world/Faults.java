package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Fault;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is broken on purpose around a node: its machine, and the lines of its channels, as seen from the replica. A node's code
 * does not know of it. Faults outlive the node's worlds, but for frozen threads; one of the same name and kind replaces the
 * one before. Each that is set and healed is in the trace. Any thread may call.
 */
public interface Faults {
    /**
     * A fault that is in force.
     *
     * @param owner of a line the channel, empty for the default one; empty for a fault of the node
     */
    record Active(String owner, Fault fault) {}

    /** Breaks something on the line of a channel. */
    void set(String owner, Fault.OfLink fault) throws FaultRefusedException;

    /** Breaks something of the node, but for {@link Fault.FrozenThread}. */
    void set(Fault.OfNode fault) throws FaultRefusedException;

    /** Freezes the thread that has this name or serves in this role. */
    void freeze(Fault.FrozenThread fault, String thread) throws FaultRefusedException;

    /** Mends what matches on the line of a channel; how much it was. */
    int healLink(String owner, Predicate<Fault> which);

    /** Mends what matches of the node; how much it was. */
    int healNode(Predicate<Fault> which);

    /** What is broken now, in the order in which it was. */
    List<Active> active();
}
