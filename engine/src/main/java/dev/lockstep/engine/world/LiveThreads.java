package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.TraceEvent.LogLine;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Platform threads of one node. */
final class LiveThreads implements Threads {
    /**
     * Every sleep takes at least this much longer than asked for, as on the modelled server: Linux's default timer slack
     * (prctl(2), PR_SET_TIMERSLACK), which is what a server's nap of 1 microsecond really takes. A Linux machine does so by
     * itself.
     */
    private static final long TIMER_SLACK_NANOS = 50_000;

    private final LiveWorld world;
    private final Set<LiveThread> running = ConcurrentHashMap.newKeySet();
    private final Set<LiveThread> adopted = ConcurrentHashMap.newKeySet();
    /** Per world on purpose: a lab's thread that calls into two nodes is another thread in each. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable LiveThread> current = new ThreadLocal<>();
    /**
     * What a thread from outside is here: held by {@link #adopted}. Such a thread outlives worlds; if it held what names its
     * world, it would keep that, and the lab's whole recording, for good.
     */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable WeakReference<LiveThread>> currentFromOutside = new ThreadLocal<>();

    LiveThreads(LiveWorld world) {
        this.world = world;
    }

    @Override
    public WorldThread start(String name, Runnable body) {
        world.checkAlive();
        LiveThread thread = new LiveThread(world, name);
        running.add(thread);
        Thread platform = Thread.ofPlatform().name(world.node() + "/" + name).daemon()
                .unstarted(() -> run(thread, body));
        thread.platform(platform);
        platform.start();
        return thread;
    }

    private void run(LiveThread thread, Runnable body) {
        current.set(thread);
        if (world.niceness() > 0) {
            Niceness.beyondProcess(world.niceness());
        }
        try {
            body.run();
        } catch (WorldKilledError _) {
            // the node is gone, and this thread with it
        } catch (RuntimeException | Error e) {
            report(thread, e);
        } finally {
            thread.track().ended(world.clock().nanos());
            running.remove(thread);
            thread.finished();
        }
    }

    private void report(LiveThread thread, Throwable e) {
        if (world.killed()) {
            return;
        }
        StackTraceElement[] frames = e.getStackTrace();
        String where = frames.length == 0 ? "" : " at " + frames[0];
        world.trace().emit(new LogLine(world.clock().nanos(), world.node(), LogLine.Level.ERROR,
                "Thread '" + thread.name() + "' ended by " + e + where));
        org.slf4j.LoggerFactory.getLogger(LiveThreads.class).error("thread {} of {} ended", thread.name(), world.node(),
                e);
    }

    @Override
    public LiveThread current() {
        LiveThread thread = arriving();
        thread.called();
        return thread;
    }

    /** The current thread, for a call into the world that counts itself only once it has been decided. */
    LiveThread arriving() {
        LiveThread own = current.get();
        LiveThread thread = own == null ? fromOutside() : own;
        thread.standStillIfFrozen();
        return thread;
    }

    private LiveThread fromOutside() {
        WeakReference<LiveThread> known = currentFromOutside.get();
        LiveThread thread = known == null ? null : known.get();
        if (thread == null) {
            thread = new LiveThread(world, Thread.currentThread().getName());
            thread.platform(Thread.currentThread());
            adopted.add(thread);
            currentFromOutside.set(new WeakReference<>(thread));
        }
        return thread;
    }

    /** Freezes the threads of that name or role; how many there are. */
    int freeze(String nameOrRole) {
        int count = 0;
        for (LiveThread thread : running) {
            if (thread.name().equals(nameOrRole) || thread.role().equals(nameOrRole)) {
                thread.freeze(nameOrRole);
                count++;
            }
        }
        return count;
    }

    /** Lets them go on. */
    void thaw(String nameOrRole) {
        running.forEach(thread -> thread.thaw(nameOrRole));
    }

    /** Lets everybody who waits look again: the wall clock has jumped. */
    void unparkAll() {
        running.forEach(LiveThread::unpark);
        adopted.forEach(LiveThread::unpark);
    }

    @Override
    public void sleep(long nanos) {
        LiveThread thread = current();
        thread.begin(Activity.SLEEPING);
        long start = System.nanoTime();
        long left = nanos;
        do {
            LockSupport.parkNanos(this, Math.max(1, left));
            world.checkAlive();
            left = nanos + TIMER_SLACK_NANOS - (System.nanoTime() - start);
        } while (left > 0);
        thread.end(Activity.SLEEPING);
    }

    @Override
    public List<String> running() {
        return running.stream().map(LiveThread::name).sorted().toList();
    }

    /** Wakes everybody, so that they see that the world is dead. */
    void wakeAll() {
        for (LiveThread thread : running) {
            thread.interruptForKill();
        }
        adopted.forEach(LiveThread::unpark);
        adopted.removeIf(thread -> !thread.alive());
    }
}
