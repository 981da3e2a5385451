package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures what an ACK costs a source that has many semi-sync replicas, all in this process: processor time of the ACK
 * receiver for each ACK, and of all threads of the source for each ACK. The replicas are {@link LightReplicas}. Run by hand,
 * see docs/benchmarks.md.
 */
public final class ManyReplicasMeasurement {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private ManyReplicasMeasurement() {}

    /** Arguments: folder; profile; points as replicas:count:ACKs with commas; clients. */
    public static void main(String[] arguments) throws Exception {
        int clients = Integer.parseInt(arguments[3]);
        int number = 0;
        for (String point : arguments[2].split(",")) {
            int[] numbers = Stream.of(point.split(":")).mapToInt(Integer::parseInt).toArray();
            Path folder = Path.of(arguments[0]).resolve("m" + ++number);
            try (LabServer source = LabServer.start(folder, 1, Profiles.named(arguments[1]).orElseThrow(),
                    "max_connections=3000", "sync_binlog=1", "rpl_semi_sync_master_timeout=60000")) {
                source.sql(InsertClient.TABLE, "SET GLOBAL rpl_semi_sync_master_enabled=ON",
                        "SET GLOBAL rpl_semi_sync_master_wait_for_slave_count=" + numbers[1]);
                measure(source, numbers[0], numbers[1], numbers[2], clients);
            }
        }
    }

    private static void measure(LabServer source, int replicas, int count, long acks, int clients) throws Exception {
        String file = "" + source.cell("SHOW MASTER STATUS", "File");
        long position = Long.parseLong("" + source.cell("SHOW MASTER STATUS", "Position"));
        try (LightReplicas light = new LightReplicas(source.port(), replicas, file, position)) {
            Waiting.until("all are registered", source::log, () -> (replicas + "").equals(
                    source.query("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_master_clients'").getFirst().get(1)));
            load(source, light, acks / 2, clients);
            long before = light.acks();
            Map<Long, Long> threads0 = cpu();
            long start = System.nanoTime();
            long commits = load(source, light, acks, clients);
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<Long, Long> after = cpu();
            long came = light.acks() - before;
            double receiver = nanos(threads0, after, true) / 1e3 / came;
            double dumps = nanos(threads0, after, false) / 1e3 / commits / replicas;
            System.out.printf(
                    "%4d replicas, count %4d: %6d commits, %7d ACKs in %.1f s; receiver %.1f us an ACK, dump threads"
                            + " %.1f us a commit and replica; semi-sync %s, wait_sessions %s%n",
                    replicas, count, commits, came,
                    seconds, receiver, dumps,
                    source.query("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_master_status'").getFirst()
                            .get(1),
                    source.query("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_master_wait_sessions'").getFirst().get(1));
        }
    }

    /** Commits until so many ACKs have come. */
    private static long load(LabServer source, LightReplicas light, long acks, int clients) throws Exception {
        long until = light.acks() + acks;
        Thread[] threads = new Thread[clients];
        long[] commits = new long[clients];
        for (int i = 0; i < clients; i++) {
            int number = i;
            threads[i] = Thread.ofPlatform().daemon().start(() -> {
                try (InsertClient client = new InsertClient(source.port())) {
                    while (light.acks() < until) {
                        client.insert();
                        commits[number]++;
                    }
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        long sum = 0;
        for (int i = 0; i < clients; i++) {
            threads[i].join();
            sum += commits[i];
        }
        return sum;
    }

    /** Processor time of the source's threads by their numbers, in nanoseconds. */
    private static Map<Long, Long> cpu() {
        Map<Long, Long> cpu = new HashMap<>();
        for (long id : CPU.getAllThreadIds()) {
            var info = CPU.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("node1/")) {
                cpu.put(id, Math.max(0, CPU.getThreadCpuTime(id)));
            }
        }
        return cpu;
    }

    /** What the ACK receiver has used between the two, or the sessions that were there all the time: the dump threads. */
    private static long nanos(Map<Long, Long> before, Map<Long, Long> after, boolean ofReceiver) {
        long sum = 0;
        for (Map.Entry<Long, Long> thread : before.entrySet()) {
            var info = CPU.getThreadInfo(thread.getKey());
            String name = info == null ? "" : info.getThreadName();
            if (ofReceiver ? name.endsWith("/Ack_receiver") : name.contains("/session")) {
                sum += after.getOrDefault(thread.getKey(), thread.getValue()) - thread.getValue();
            }
        }
        return sum;
    }
}
