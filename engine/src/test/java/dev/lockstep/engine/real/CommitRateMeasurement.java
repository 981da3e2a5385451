package dev.lockstep.engine.real;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Measures commits a second and latency of a semi-sync master, MariaDB 10.11 and the lab in turn, in slices of a few seconds,
 * so that what else the machine does hits both. Between slices the slaves apply what they have. Run by hand, see
 * docs/benchmarks.md.
 */
public final class CommitRateMeasurement {
    private static final int WARM_CLIENTS = 16;
    /** Not counted at each point: another number of clients makes the compiler work again. */
    private static final int WARM_SLICES = 2;

    private CommitRateMeasurement() {}

    /** Arguments: folder; slaves; slices at each point; milliseconds of each; seconds to warm up; clients, with commas; which. */
    public static void main(String[] arguments) throws Exception {
        int slaves = Integer.parseInt(arguments[1]);
        int slices = Integer.parseInt(arguments[2]);
        long millis = Long.parseLong(arguments[3]);
        int warmSeconds = Integer.parseInt(arguments[4]);
        int[] points = Stream.of(arguments[5].split(",")).mapToInt(Integer::parseInt).toArray();
        String which = arguments.length > 6 ? arguments[6] : "both";
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        System.out.printf("load average %s, %d slaves, %d slices of %d ms%n", loadAverage(), slaves, slices, millis);
        try (SemiSyncGroup mariaDb = which.equals("lab") ? null : SemiSyncGroup.mariaDb(folder, slaves);
                SemiSyncGroup lab = which.equals("mariadb") ? null : SemiSyncGroup.lab(folder, slaves)) {
            List<SemiSyncGroup> groups = Stream.of(mariaDb, lab).filter(group -> group != null).toList();
            for (SemiSyncGroup group : groups) {
                for (int i = 0; i < warmSeconds; i += 2) {
                    InsertLoad.run(group.master(), WARM_CLIENTS, 2_000);
                    group.awaitApplied();
                }
            }
            System.out.println("warm");
            for (int clients : points) {
                measure(groups, clients, slices, millis);
            }
            for (SemiSyncGroup group : groups) {
                System.out.printf("%s: %s commits acknowledged, %s not; semi-sync is %s%n", group.name(),
                        group.status("Rpl_semi_sync_master_yes_tx"), group.status("Rpl_semi_sync_master_no_tx"),
                        group.status("Rpl_semi_sync_master_status"));
            }
        }
        System.out.println("load average " + loadAverage());
    }

    private static String loadAverage() throws Exception {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }

    private static void measure(List<SemiSyncGroup> groups, int clients, int slices, long millis) throws Exception {
        int count = groups.size();
        Histogram[] all = new Histogram[count];
        Arrays.setAll(all, i -> new Histogram(60_000_000_000L, 3));
        double[][] rates = new double[count][slices];
        double[][] tails = new double[count][slices];
        double[] applying = new double[count];
        double[][] cpu = new double[count][2];
        for (int i = 0; i < WARM_SLICES; i++) {
            for (SemiSyncGroup group : groups) {
                InsertLoad.run(group.master(), clients, millis);
                group.awaitApplied();
            }
        }
        for (int slice = 0; slice < slices; slice++) {
            for (int turn = 0; turn < count; turn++) {
                int which = (turn + slice) % count;
                long[] cpuBefore = groups.get(which).cpuMicros();
                Histogram latencies = InsertLoad.run(groups.get(which).master(), clients, millis);
                long before = System.nanoTime();
                groups.get(which).awaitApplied();
                applying[which] += (System.nanoTime() - before) / 1e6 / slices;
                long[] cpuAfter = groups.get(which).cpuMicros();
                cpu[which][0] += cpuAfter[0] - cpuBefore[0];
                cpu[which][1] += cpuAfter[1] - cpuBefore[1];
                rates[which][slice] = latencies.getTotalCount() * 1000.0 / millis;
                tails[which][slice] = latencies.getValueAtPercentile(99) / 1e6;
                all[which].add(latencies);
            }
        }
        for (int i = 0; i < count; i++) {
            System.out.printf(
                    "%2d clients %-8s %6.0f commits/s (median of slices %6.0f, %6.0f to %6.0f), p50 %6.2f ms, "
                            + "p99 %6.2f ms (median of slices %6.2f), max %7.2f ms; slaves behind for %.0f ms; "
                            + "CPU a commit: master %.0f us, slaves %.0f us%n",
                    clients,
                    groups.get(i).name(), Arrays.stream(rates[i]).average().orElse(0), median(rates[i]),
                    Arrays.stream(rates[i]).min().orElse(0), Arrays.stream(rates[i]).max().orElse(0),
                    all[i].getValueAtPercentile(50) / 1e6, all[i].getValueAtPercentile(99) / 1e6, median(tails[i]),
                    all[i].getMaxValue() / 1e6, applying[i], cpu[i][0] / all[i].getTotalCount(),
                    cpu[i][1] / all[i].getTotalCount());
        }
        if (count == 2) {
            double[] ratios = new double[slices];
            Arrays.setAll(ratios, i -> rates[1][i] / rates[0][i]);
            double[] tailRatios = new double[slices];
            Arrays.setAll(tailRatios, i -> tails[1][i] / tails[0][i]);
            System.out.printf("%2d clients ratio of commits: median %.2f, %.2f to %.2f; of p99: median %.2f%n", clients,
                    median(ratios), Arrays.stream(ratios).min().orElse(0), Arrays.stream(ratios).max().orElse(0),
                    median(tailRatios));
        }
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
