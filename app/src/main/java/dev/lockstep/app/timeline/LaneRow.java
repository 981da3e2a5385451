package dev.lockstep.app.timeline;

/** A lane as it is in view. */
record LaneRow(Lane lane, LaneKind kind, String label) {}
