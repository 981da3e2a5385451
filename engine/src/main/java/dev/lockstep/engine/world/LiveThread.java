package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A platform thread with its track in the trace. */
final class LiveThread implements WorldThread {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final LiveWorld world;
    private final String name;
    private final ThreadTrack track;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable Thread platform;
    private volatile String stage = "";
    private volatile String role = "";
    private volatile String frozenAs = "";
    private volatile int blocks;
    private volatile int calls;
    private volatile String lastBlock = "";
    private volatile BooleanSupplier stopped = () -> false;

    LiveThread(LiveWorld world, String name) {
        this.world = world;
        this.name = name;
        this.track = world.traceLog().thread(world.node(), name, world.clock().nanos());
    }

    void platform(Thread thread) {
        platform = thread;
    }

    void finished() {
        finished.countDown();
    }

    ThreadTrack track() {
        return track;
    }

    @Override
    public int id() {
        return track.id();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean alive() {
        Thread thread = platform;
        return finished.getCount() > 0 && thread != null && thread.isAlive();
    }

    @Override
    public boolean join(long timeoutNanos) {
        world.threads().current().blocked("the end of " + name);
        try {
            return finished.await(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return finished.getCount() == 0;
        }
    }

    @Override
    public void stage(String text) {
        if (!text.equals(stage)) {
            stage = text;
            world.trace().emit(new TraceEvent.StageChanged(world.clock().nanos(), world.node(), id(), text));
        }
    }

    @Override
    public void stoppedBy(BooleanSupplier asked) {
        stopped = asked;
    }

    @Override
    public boolean told() {
        return stopped.getAsBoolean();
    }

    @Override
    public String stage() {
        return stage;
    }

    @Override
    public void role(String text) {
        role = text;
    }

    String role() {
        return role;
    }

    void freeze(String as) {
        frozenAs = as;
    }

    void thaw(String as) {
        if (frozenAs.equals(as)) {
            frozenAs = "";
            unpark();
        }
    }

    /** Every call into the world comes by here. Only the thread itself. */
    void standStillIfFrozen() {
        if (!frozenAs.isEmpty()) {
            standStill(frozenAs);
        }
    }

    private void standStill(String as) {
        tellHeld(as, true);
        begin(Activity.SLEEPING);
        while (frozenAs.equals(as)) {
            LockSupport.park(this);
            world.checkAlive();
        }
        end(Activity.SLEEPING);
        tellHeld(as, false);
    }

    private void tellHeld(String as, boolean held) {
        world.trace().emit(new TraceEvent.ThreadHeld(world.clock().nanos(), world.node(), as, "frozen", id(), held));
    }

    @Override
    public void begin(Activity activity) {
        blocked(activity.label());
        track.record(LockOp.BEGAN, activity.ordinal(), 0, 0, world.clock().nanos());
    }

    /** Marks the begin of a wait for the condition of that site number. Only the thread itself. */
    void beginWait(int site) {
        blocked(Activity.WAITING.label());
        track.record(LockOp.BEGAN, Activity.WAITING.ordinal(), 0, site, world.clock().nanos());
    }

    @Override
    public void end(Activity activity) {
        track.record(LockOp.ENDED, activity.ordinal(), 0, 0, world.clock().nanos());
    }

    /** Notes that the thread is about to give up its processor of its own accord, and what for. Only the thread itself. */
    void blocked(String what) {
        lastBlock = what;
        blocks++;
    }

    /** What it blocked for last, empty if it never did. */
    String lastBlock() {
        return lastBlock;
    }

    /** Notes a call into the world. Only the thread itself. */
    void called() {
        calls++;
    }

    /** How many calls it has made. */
    int calls() {
        return calls;
    }

    /** How often it has blocked. */
    int blocks() {
        return blocks;
    }

    /** Processor time it has used, in nanoseconds; -1 if it has ended or the platform does not tell. */
    long cpuNanos() {
        Thread thread = platform;
        if (thread == null || !thread.isAlive()) {
            return -1;
        }
        return thread == Thread.currentThread()
                ? CPU.getCurrentThreadCpuTime()
                : CPU.getThreadCpuTime(thread.threadId());
    }

    @Override
    public String toString() {
        return track.toString();
    }

    void unpark() {
        LockSupport.unpark(platform);
    }

    void interruptForKill() {
        Thread thread = platform;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
