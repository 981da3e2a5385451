package dev.lockstep.engine.lab;

import java.util.Optional;

/** A scenario being played, on threads of its own. What happens is in the trace. */
public final class ScenarioRun {
    ScenarioRun() {}

    /** Ends it after the present step's statement; checks that are not decided fail as "not reached". */
    public void abort() {}

    /** Whether it is still being played. */
    public boolean running() {
        return false;
    }

    /** The result, once there is one. */
    public Optional<ScenarioResult> result() {
        return Optional.empty();
    }

    /** Waits for the result. */
    public ScenarioResult await() {
        return new ScenarioResult("", "", 0, java.util.List.of(), java.util.List.of(), "not played");
    }
}
