package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.profile.ServerProfile;

/**
 * A server of a running lab. All methods may be called from any thread; those that start, stop or execute block until it
 * is done and do not belong on a window's thread.
 */
public final class LabNode {
    private final Lab lab;
    private volatile NodeSpec spec;
    private volatile State state = State.DOWN;

    /** Whether a node runs. */
    public enum State {
        /** Not running; its data is there. In: new, stopped, killed. Out: STARTING. */
        DOWN,
        /** Recovering, not yet listening. Out: UP, or DOWN if it failed. */
        STARTING,
        /** Accepts connections. Out: STOPPING. */
        UP,
        /** Ending. Out: DOWN. */
        STOPPING
    }

    LabNode(Lab lab, NodeSpec spec) {
        this.lab = lab;
        this.spec = spec;
    }

    /** As in the file. */
    public String name() {
        return spec.name();
    }

    /** What it was started with; the port is the one that was chosen. */
    public NodeSpec spec() {
        return spec;
    }

    /** Its present profile. */
    public ServerProfile profile() {
        return dev.lockstep.engine.profile.Profiles.named(spec.profile()).orElseThrow();
    }

    /** Where it stands. */
    public State state() {
        return state;
    }

    /** Whether it accepts connections. */
    public boolean up() {
        return state == State.UP;
    }

    /** Its TCP port on 127.0.0.1; stays the same over restarts. */
    public int port() {
        return spec.port();
    }

    /** Starts it on its data. Nothing happens if it is up. */
    public void start() throws LabException {}

    /** Shuts it down as SHUTDOWN does. Nothing happens if it is down. */
    public void stop() {}

    /** Ends it as {@code kill -9} does. Nothing happens if it is down. */
    public void kill() {}

    /** Stops and starts it. */
    public void restart() throws LabException {}

    /** Stops it and starts it with another profile on the same data. */
    public void restartAs(ServerProfile profile) throws LabException {}

    /**
     * Sends a statement through Connector/J, as any client, on a connection that stays open between calls (one for each
     * {@code origin}), and leaves a {@link dev.lockstep.engine.trace.TraceEvent.StatementSent} in the trace.
     *
     * @param origin who sends it, such as {@code console} or {@code controls}
     */
    public SqlOutcome execute(String origin, String sql) {
        return new SqlOutcome.Refused(0, name() + " is down", 0);
    }
}
