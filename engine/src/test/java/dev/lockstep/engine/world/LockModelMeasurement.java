package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures the two figures between which the default wake-up latency has to lie: how long a receiver that does not nap is
 * off its mutex, and how long its nap of 1 microsecond really takes on this machine. Run by hand, see docs/benchmarks.md.
 */
public final class LockModelMeasurement {
    private LockModelMeasurement() {}

    public static void main(String[] arguments) throws IOException {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
        for (long latency : new long[]{0, 10_000, 20_000, 30_000, 40_000, 50_000}) {
            report(latency, seconds);
        }
        nap();
    }

    private static void report(long latencyNanos, long seconds) throws IOException {
        TraceLog trace = new TraceLog();
        try (LiveWorlds worlds = new LiveWorlds(trace, new LockModel.WakeUpLatency(latencyNanos))) {
            World world = worlds.open("n", Files.createTempDirectory("lockstep"));
            TracedLock lock = world.lock("m");
            AtomicBoolean stop = new AtomicBoolean();
            Poller poller = world.network().poller();
            WorldThread holder = world.threads().start("receiver", () -> {
                while (!stop.get()) {
                    lock.lock("run");
                    poller.poll(List.of(), 1_000_000);
                    lock.unlock();
                }
            });
            WorldThread[] noise = new WorldThread[4];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = world.threads().start("noise" + i, () -> {
                    while (!stop.get()) {
                        long end = System.nanoTime() + 300_000;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        world.threads().sleep(100_000);
                    }
                });
            }
            world.threads().sleep(200_000_000);
            int[] got = new int[1];
            WorldThread waiter = world.threads().start("waiter", () -> {
                while (!stop.get()) {
                    lock.lock("add_slave");
                    got[0]++;
                    lock.unlock();
                    world.threads().sleep(1_000_000);
                }
            });
            world.threads().sleep(seconds * 1_000_000_000L);
            stop.set(true);
            holder.join(2_000_000_000L);
            waiter.join(2_000_000_000L);
            ThreadTrack track = trace.threadsByNumber().get(holder.id());
            if (track == null) {
                throw new IllegalStateException("no track");
            }
            long barged = 0;
            long[] gaps = new long[track.end()];
            int n = 0;
            for (int row = track.begin() + 1; row < track.end(); row++) {
                if (track.op(row) == LockOp.BARGED) {
                    barged++;
                    gaps[n++] = track.nanos(row) - track.nanos(row - 1);
                }
            }
            Arrays.sort(gaps, 0, n);
            System.out.printf(
                    "latency %6d ns: barged %d, waiter got in %d times; gap p50 %d p99 %d p99.9 %d max %d ns%n",
                    latencyNanos,
                    barged, got[0], n == 0 ? 0 : gaps[n / 2], n == 0 ? 0 : gaps[(int) (n * 0.99)],
                    n == 0 ? 0 : gaps[(int) (n * 0.999)],
                    n == 0 ? 0 : gaps[n - 1]);
        }
    }

    private static void nap() throws IOException {
        try (LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT)) {
            World world = worlds.open("n", Files.createTempDirectory("lockstep"));
            long[] naps = new long[20_000];
            for (int i = 0; i < naps.length; i++) {
                long start = world.clock().nanos();
                world.threads().sleep(1_000);
                naps[i] = world.clock().nanos() - start;
            }
            Arrays.sort(naps);
            System.out.printf("nap of 1 us: min %d p1 %d p50 %d p99 %d ns%n", naps[0], naps[200], naps[10_000],
                    naps[19_800]);
        }
    }
}
