package dev.lockstep.app.session;

import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LockModel;

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

    /** Starts the load's clients. */
    void loadOn() throws LabException;

    /** Stops the load's clients. */
    void loadOff();

    /** Changes the number of clients, while they run, too. */
    void loadClients(int clients) throws LabException;

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
