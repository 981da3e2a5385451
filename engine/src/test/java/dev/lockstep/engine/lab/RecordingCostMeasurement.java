package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.trace.TraceLog;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures what recording costs: one lab under its load, recording switched on and off in turn, commits counted in each
 * slice. The figure is the median of the ratios of neighbours, so that a drift of the machine cancels out. Run by hand,
 * see docs/benchmarks.md.
 */
public final class RecordingCostMeasurement {
    private RecordingCostMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        long sliceMillis = arguments.length > 2 ? Long.parseLong(arguments[2]) : 2_000;
        Topology topology = TopologyReader.read(Path.of(arguments[0]));
        try (Lab lab = Lab.start(topology, LabOptions.DEFAULT)) {
            lab.load().change(8, 0);
            lab.load().switchOn();
            Thread.sleep(8_000);
            TraceLog trace = lab.trace();
            double[] ratios = new double[pairs];
            long[] totals = new long[2];
            for (int i = 0; i < pairs; i++) {
                boolean recordFirst = i % 2 == 0;
                long first = slice(lab, trace, recordFirst, sliceMillis);
                long second = slice(lab, trace, !recordFirst, sliceMillis);
                long on = recordFirst ? first : second;
                long off = recordFirst ? second : first;
                totals[0] += on;
                totals[1] += off;
                ratios[i] = (double) on / off;
            }
            lab.load().switchOff();
            Arrays.sort(ratios);
            double seconds = pairs * sliceMillis / 1000.0;
            System.out.printf(
                    "recording on: %.0f commits/s, off: %.0f commits/s; ratio on/off: median %.3f, quartiles %.3f to %.3f%n",
                    totals[0] / seconds, totals[1] / seconds, ratios[pairs / 2], ratios[pairs / 4],
                    ratios[pairs * 3 / 4]);
        }
    }

    private static long slice(Lab lab, TraceLog trace, boolean record, long millis) throws InterruptedException {
        if (record) {
            trace.resumeRecording();
        } else {
            trace.pauseRecording();
        }
        Thread.sleep(200);
        long before = lab.load().commits();
        Thread.sleep(millis);
        return lab.load().commits() - before;
    }
}
