package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;

/** What both kinds of live lock share: the name, and writing into the trace. */
abstract sealed class LiveLock implements TracedLock permits WakeUpLatencyLock, OsLock {
    final LiveWorld world;
    private final LockName name;

    LiveLock(LiveWorld world, String name) {
        this.world = world;
        this.name = world.traceLog().lock(world.node(), name);
    }

    @Override
    public String name() {
        return name.name();
    }

    @Override
    public TracedCondition condition(String conditionName) {
        return new LiveCondition(world, this, conditionName);
    }

    long now() {
        return world.clock().nanos();
    }

    int site(String text) {
        return world.traceLog().site(text);
    }

    void record(LiveThread thread, LockOp op, int other, int site, long nanos) {
        thread.track().record(op, name.id(), other, site, nanos);
    }

    @Override
    public String toString() {
        return world.node() + "/" + name.name();
    }
}
