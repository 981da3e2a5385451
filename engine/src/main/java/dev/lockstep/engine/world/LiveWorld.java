package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceSink;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

/** One node's share of {@link LiveWorlds}. */
final class LiveWorld implements World {
    private static final SecureRandom SECURE = new SecureRandom();

    private final String node;
    private final LiveClock clock;
    private final LockModel lockModel;
    private final int niceness;
    private final TraceLog trace;
    private final LiveThreads threads;
    private final LiveNetwork network;
    private final LiveFiles files;
    private final LiveGates gates;
    private final LiveFaults faults;
    private volatile boolean killed;
    private volatile boolean closed;

    LiveWorld(String node, Path folder, LiveClock clock, LockModel lockModel, int niceness,
            TraceLog trace, LiveFaults faults) {
        this.faults = faults;
        this.node = node;
        this.clock = clock;
        this.lockModel = lockModel;
        this.niceness = niceness;
        this.trace = trace;
        threads = new LiveThreads(this);
        network = new LiveNetwork(this);
        files = new LiveFiles(this, folder);
        gates = new LiveGates(this);
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public LiveClock clock() {
        return clock;
    }

    @Override
    public LiveThreads threads() {
        return threads;
    }

    @Override
    public TracedLock lock(String name) {
        return switch (lockModel) {
            case LockModel.WakeUpLatency(long nanos) -> new WakeUpLatencyLock(this, name, nanos);
            case LockModel.Os() -> new OsLock(this, name);
        };
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public Files files() {
        return files;
    }

    @Override
    public Gates gates() {
        return gates;
    }

    @Override
    public Chance chance() {
        return LiveChance.INSTANCE;
    }

    @Override
    public TraceSink trace() {
        return trace;
    }

    /** The nice value of its threads. */
    int niceness() {
        return niceness;
    }

    TraceLog traceLog() {
        return trace;
    }

    @Override
    public void kill() {
        killed = true;
        network.closeAll();
        files.closeAll();
        threads.wakeAll();
        if (!closed) {
            faults.crashed(this);
        }
    }

    @Override
    public void losePower() {
        kill();
        faults.lostPower();
    }

    LiveFaults faults() {
        return faults;
    }

    @Override
    public boolean killed() {
        return killed;
    }

    void checkAlive() {
        if (killed) {
            throw new WorldKilledError(node);
        }
    }

    @Override
    public void close() {
        closed = true;
        network.closeAll();
        files.closeAll();
    }

    private enum LiveChance implements Chance {
        INSTANCE;

        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }

        @Override
        public int nextInt(int bound) {
            return ThreadLocalRandom.current().nextInt(bound);
        }

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            SECURE.nextBytes(bytes);
            return bytes;
        }
    }
}
