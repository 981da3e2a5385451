package dev.lockstep.engine.trace.journey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How long transactions take for each {@link Leg}, by replica where there are several. Not thread-safe. */
public final class StageTimes {
    private static final long MAX_NANOS = 7_200_000_000_000L;
    private static final int DIGITS = 2;
    private static final double MEDIAN = 50;
    private static final double MOST = 99;

    private final Map<Leg, Map<String, Histogram>> histograms = new EnumMap<>(Leg.class);

    /**
     * One line of the table; times in nanoseconds.
     *
     * @param replica whose, empty for a leg at the source
     */
    public record Row(Leg leg, String replica, long count, long median, long p90, long p99, long max) {}

    /** Of those transactions. */
    public static StageTimes of(Collection<Journey> journeys) {
        StageTimes times = new StageTimes();
        journeys.forEach(times::add);
        return times;
    }

    /** Takes one more into account, as it is now. */
    public void add(Journey journey) {
        for (Leg leg : Leg.values()) {
            if (leg.onReplica()) {
                journey.replicas().forEach(replica -> record(leg, replica, leg.nanos(journey, replica)));
            } else {
                record(leg, "", leg.nanos(journey, ""));
            }
        }
    }

    private void record(Leg leg, String replica, long nanos) {
        if (nanos != Journey.NEVER) {
            histograms.computeIfAbsent(leg, _ -> new TreeMap<>())
                    .computeIfAbsent(replica, _ -> new Histogram(MAX_NANOS, DIGITS))
                    .recordValue(Math.min(nanos, MAX_NANOS));
        }
    }

    /** A line for each leg and replica that has any, in the order of the way. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        histograms.forEach((leg, byReplica) -> byReplica
                .forEach((replica, all) -> rows.add(new Row(leg, replica, all.getTotalCount(),
                        all.getValueAtPercentile(MEDIAN), all.getValueAtPercentile(90), all.getValueAtPercentile(MOST),
                        all.getMaxValue()))));
        return rows;
    }
}
