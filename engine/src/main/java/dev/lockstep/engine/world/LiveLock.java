package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;
import java.util.ArrayDeque;

/** What both kinds of live lock share: the name, and writing into the trace. */
abstract sealed class LiveLock implements TracedLock permits WakeUpLatencyLock, OsLock {
    private static final LiveThread[] NOBODY = {};

    final LiveWorld world;
    private final LockName name;
    /** Whom the holder has signalled; they are woken when it gives the lock back, since they could not have it before. */
    private final ArrayDeque<LiveThread> signalled = new ArrayDeque<>();

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

    /** The holder's: wakes that thread when it gives the lock back. */
    void wakeOnUnlock(LiveThread thread) {
        signalled.add(thread);
    }

    /** The holder's, just before it gives the lock back: whom to wake then. */
    LiveThread[] takeSignalled() {
        if (signalled.isEmpty()) {
            return NOBODY;
        }
        LiveThread[] threads = signalled.toArray(NOBODY);
        signalled.clear();
        return threads;
    }

    static void wake(LiveThread[] threads) {
        for (LiveThread thread : threads) {
            thread.unpark();
        }
    }

    /** Nobody will ever look at this lab. */
    boolean unwatched() {
        return world.traceLog().ended();
    }

    boolean recording() {
        return world.traceLog().recording();
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
