package dev.lockstep.engine.real;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long a semi-sync slave needs from STOP SLAVE, at once followed by START SLAVE, to the first event, while the
 * master is under load and another slave acknowledges: MariaDB 10.11 and the lab in turn, asking by GTID and by file and
 * position. Run by hand, see docs/benchmarks.md.
 */
public final class RestartMeasurement {
    private static final int SLAVES = 2;
    private static final long SETTLE_MILLIS = 400;
    private static final long FIRST_EVENT_SECONDS = 60;

    private final SemiSyncGroup group;
    private final DumpWatch watch;
    private final int clients;

    private RestartMeasurement(SemiSyncGroup group, int clients) throws Exception {
        this.group = group;
        this.clients = clients;
        watch = new DumpWatch(group.master().port());
        group.slaves().getFirst().sql("STOP SLAVE", SemiSyncGroup.changeMaster(watch.port(), "slave_pos"), "START SLAVE");
        group.awaitApplied();
    }

    /** Arguments: folder; rounds; clients; megabytes that each binlog has at least when the restarts begin. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[1]);
        int clients = Integer.parseInt(arguments[2]);
        long bytes = Long.parseLong(arguments[3]) << 20;
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        System.out.println("load average " + Files.readString(Path.of("/proc/loadavg")).strip());
        Map<String, List<double[]>> figures = new LinkedHashMap<>();
        try (SemiSyncGroup mariaDb = SemiSyncGroup.mariaDb(folder, SLAVES);
                SemiSyncGroup lab = SemiSyncGroup.lab(folder, SLAVES)) {
            List<RestartMeasurement> both = List.of(new RestartMeasurement(mariaDb, clients),
                    new RestartMeasurement(lab, clients));
            for (RestartMeasurement one : both) {
                one.fill(bytes);
            }
            for (int i = 0; i < rounds; i++) {
                for (RestartMeasurement one : both) {
                    one.round(figures);
                }
                figures.forEach(RestartMeasurement::print);
            }
        }
        System.out.println("load average " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private void fill(long bytes) throws Exception {
        while (Long.parseLong("" + group.master().cell("SHOW MASTER STATUS", "Position")) < bytes) {
            InsertLoad.run(group.master(), 16, 2_000);
            group.awaitApplied();
        }
        System.out.println(group.name() + ": " + group.master().cell("SHOW MASTER STATUS", "Position") + " bytes of binlog");
    }

    private void round(Map<String, List<double[]>> figures) throws Exception {
        for (String gtid : List.of("slave_pos", "no")) {
            Server slave = group.slaves().getFirst();
            slave.sql("STOP SLAVE", "CHANGE MASTER TO MASTER_USE_GTID=" + gtid, "START SLAVE");
            Thread load = Thread.ofPlatform().daemon().start(this::load);
            awaitClients();
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            watch.drain();
            long before = System.nanoTime();
            slave.sql("STOP SLAVE");
            long stopped = System.nanoTime();
            slave.sql("START SLAVE");
            Long first = watch.firstEvents().poll(FIRST_EVENT_SECONDS, TimeUnit.SECONDS);
            if (first == null) {
                throw new IllegalStateException("no event within " + FIRST_EVENT_SECONDS + " s\n" + slave.log());
            }
            figures.computeIfAbsent(group.name() + (gtid.equals("no") ? " by file and position" : " by GTID"),
                    any -> new ArrayList<>()).add(new double[]{(first - before) / 1e6, (first - stopped) / 1e6});
            load.join();
            group.awaitApplied();
        }
    }

    private void load() {
        try {
            InsertLoad.run(group.master(), clients, 3 * SETTLE_MILLIS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitClients() throws Exception {
        Waiting.until("all slaves are registered", group.master()::log,
                () -> ("" + SLAVES).equals(group.status("Rpl_semi_sync_master_clients")));
    }

    private static void print(String what, List<double[]> figures) {
        double[] fromStop = figures.stream().mapToDouble(each -> each[0]).sorted().toArray();
        double[] fromStart = figures.stream().mapToDouble(each -> each[1]).sorted().toArray();
        int count = fromStop.length;
        System.out.printf("%-30s %d restarts: from STOP SLAVE median %.1f ms (%.1f to %.1f); from START SLAVE median %.1f ms"
                + " (%.1f to %.1f)%n", what, count, fromStop[count / 2], fromStop[0], fromStop[count - 1],
                fromStart[count / 2], fromStart[0], fromStart[count - 1]);
    }
}
