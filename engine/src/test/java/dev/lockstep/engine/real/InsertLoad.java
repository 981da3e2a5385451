package dev.lockstep.engine.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/** So many clients that insert as fast as they can for a while. */
final class InsertLoad {
    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private InsertLoad() {}

    /** Latencies of what was committed within the time, in nanoseconds. */
    static Histogram run(Server server, int clients, long millis) throws Exception {
        Histogram all = new Histogram(HIGHEST_NANOS, 3);
        ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch ready = new CountDownLatch(clients);
        CountDownLatch go = new CountDownLatch(1);
        long[] times = new long[2];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                Histogram own = new Histogram(HIGHEST_NANOS, 3);
                try (InsertClient client = new InsertClient(server.port())) {
                    client.insert();
                    ready.countDown();
                    go.await();
                    insert(client, times[1], own);
                } catch (IOException | InterruptedException | UncheckedIOException e) {
                    failures.add(e);
                    ready.countDown();
                }
                synchronized (all) {
                    all.add(own);
                }
            }));
        }
        ready.await();
        times[0] = System.nanoTime();
        times[1] = times[0] + millis * 1_000_000;
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        return all;
    }

    private static void insert(InsertClient client, long until, Histogram latencies) throws IOException {
        long before = System.nanoTime();
        while (before < until) {
            client.insert();
            long now = System.nanoTime();
            if (now <= until) {
                latencies.recordValue(now - before);
            }
            before = now;
        }
    }
}
