package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.TraceLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The real thing: platform threads, loopback sockets, files, the system's clock. Makes one {@link World} for each node of
 * a lab, all on one clock and one trace. Thread-safe.
 */
public final class LiveWorlds implements AutoCloseable {
    private final TraceLog trace;
    private final LockModel lockModel;
    private final int niceness;
    private final LiveClock clock = new LiveClock();
    private final Map<String, LiveFaults> faults = new ConcurrentHashMap<>();
    private final List<LiveWorld> worlds = new CopyOnWriteArrayList<>();

    /** Worlds whose locks follow {@code lockModel}; the clock starts at 0 now. */
    public LiveWorlds(TraceLog trace, LockModel lockModel) {
        this(trace, lockModel, 0);
    }

    /**
     * Worlds whose threads give way to others on the same processors.
     *
     * @param niceness how far, as nice(1) counts; 0 not at all. Without effect on other systems than Linux
     */
    public LiveWorlds(TraceLog trace, LockModel lockModel, int niceness) {
        this.trace = trace;
        this.lockModel = lockModel;
        this.niceness = niceness;
    }

    /**
     * A new world for a node.
     *
     * @param folder the node's data folder, made if it is not there
     */
    public World open(String node, Path folder) throws IOException {
        return open(node, folder, 0);
    }

    /**
     * A new world for a node whose clock is wrong.
     *
     * @param clockOffsetMicros how far its Unix time is ahead of the system's; negative if it is behind
     */
    public World open(String node, Path folder, long clockOffsetMicros) throws IOException {
        java.nio.file.Files.createDirectories(folder);
        LiveFaults around = faultsOf(node);
        LiveWorld world = new LiveWorld(node, folder,
                clock.shifted(() -> clockOffsetMicros + around.clockJumpMicros()), lockModel, niceness, trace,
                around);
        around.inhabited(world);
        worlds.add(world);
        return world;
    }

    private LiveFaults faultsOf(String node) {
        return faults.computeIfAbsent(node, name -> new LiveFaults(name, clock, trace));
    }

    /** What is broken on purpose around a node, whether it runs or not. */
    public Faults faults(String node) {
        return faultsOf(node);
    }

    /** The recording that all worlds write. */
    public TraceLog trace() {
        return trace;
    }

    /** The lock model in force. */
    public LockModel lockModel() {
        return lockModel;
    }

    /** The common clock. */
    public Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        worlds.forEach(LiveWorld::kill);
    }
}
