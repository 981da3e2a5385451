package dev.lockstep.app.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LockModel;
import org.jspecify.annotations.Nullable;

/**
 * A running lab, as far as the window needs one. Everything shown is read from {@link #trace()}; everything done goes
 * through the other methods, which may block and therefore run in the background. Any thread.
 */
public interface LabSession extends AutoCloseable {

    /** What runs, with the ports that were chosen. */
    Topology topology();

    /** Name of the scenario's variant whose profiles are in force; empty if there is no scenario. */
    String variant();

    /** The recording. */
    TraceLog trace();

    /** The lab's clock, in nanoseconds since it started. Never blocks. */
    long nanos();

    /** How waiters get locks. */
    LockModel lockModel();

    /** Sends a statement as any client does; {@code origin} says who, such as {@code console}. */
    SqlOutcome execute(String node, String origin, String sql);

    /** Starts, stops, restarts or kills a node. */
    void control(String node, NodeCommand command) throws LabException;

    /** Breaks something on purpose; as the command line writes it. */
    void setFault(String text) throws LabException;

    /** Mends it. */
    void mend(FaultSpec fault);

    /** Starts the load's clients. */
    void loadOn() throws LabException;

    /** Stops the load's clients. */
    void loadOff();

    /** Changes the number of clients, while they run, too. */
    void loadClients(int clients) throws LabException;

    /** Adds a node and starts it. */
    void addNode(NodeSpec spec) throws LabException;

    /** Shuts a node down and takes it out; gives what brings it back. Refused while others follow it. */
    NodeSpec removeNode(String node) throws LabException;

    /** Makes a channel by SQL, from a position of its source or from the beginning, and starts it. */
    void addChannel(ChannelSpec channel, @Nullable BinlogPosition from) throws LabException;

    /** Points a stopped channel to another source by SQL; gives how far it had applied the old one. */
    @Nullable
    BinlogPosition pointChannel(ChannelSpec to, @Nullable BinlogPosition from) throws LabException;

    /** Forgets a stopped channel by SQL; gives how far it had applied its source. */
    @Nullable
    BinlogPosition removeChannel(String replica, String channel) throws LabException;

    /** Begins to play the scenario. Nothing happens while it is being played. */
    void play();

    /** Ends the scenario early. */
    void abort();

    /** Whether the scenario is being played. */
    boolean playing();

    @Override
    void close();

    /** Starts labs. */
    @FunctionalInterface
    interface Opener {
        /** Starts a topology with the profiles of a variant; an empty name leaves the profiles as they are written. */
        LabSession open(Topology topology, String variant) throws LabException;
    }
}
