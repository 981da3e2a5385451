package dev.lockstep.app.inspector;

import dev.lockstep.engine.trace.LabProjection;
import dev.lockstep.engine.trace.LabState;

/** States that stand for nothing. */
final class LabStates {
    /** Before the first event. */
    static final LabState EMPTY = new LabProjection().state(0);

    private LabStates() {}
}
