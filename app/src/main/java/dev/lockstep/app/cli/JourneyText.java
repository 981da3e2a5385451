package dev.lockstep.app.cli;

import dev.lockstep.engine.trace.journey.Journey;
import dev.lockstep.engine.trace.journey.Stage;
import dev.lockstep.engine.trace.journey.StageTimes.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of stage times, and waterfalls of single transactions, in text. */
final class JourneyText {
    private static final int BAR = 40;

    private final StoryPrinter printer;

    JourneyText(StoryPrinter printer) {
        this.printer = printer;
    }

    /** A line for each leg and replica. */
    void table(List<Row> rows) {
        if (rows.isEmpty()) {
            printer.plain("No transaction was written.");
            return;
        }
        printer.plain(Terminal.strong(String.format(Locale.ROOT, "%-24s %-10s %9s %10s %10s %10s %10s",
                "Transaction journey", "where", "count", "median", "p90", "p99", "max")));
        for (Row row : rows) {
            printer.plain(String.format(Locale.ROOT, "%-24s %-10s %,9d %10s %10s %10s %10s", row.leg().label(),
                    row.replica().isEmpty() ? "source" : row.replica(), row.count(), Millis.of(row.median()),
                    Millis.of(row.p90()), Millis.of(row.p99()), Millis.of(row.max())));
        }
        printer.plain("");
    }

    /** A line for each step; the mark stands where its time lies between the first and the last. */
    void waterfall(Journey journey) {
        long start = journey.at(Stage.FLUSHED);
        long span = Math.max(1, journey.lastNanos() - start);
        printer.plain(
                Terminal.strong(journey.id() + "  " + Millis.of(journey.tookNanos()) + " until its client had the OK"));
        for (Journey.Step step : journey.steps()) {
            int at = (int) ((step.nanos() - start) * (BAR - 1) / span);
            String bar = "·".repeat(Math.max(0, at)) + "█" + " ".repeat(Math.max(0, BAR - 1 - at));
            printer.plain(String.format(Locale.ROOT, "  %10s  %-8s %-13s %s", Millis.of(step.nanos() - start),
                    step.node(), step.stage().label(), bar.stripTrailing()));
        }
        printer.plain("");
    }

    /** As maps and lists. */
    static Map<String, Object> json(List<Row> rows, List<Journey> slowest) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("legs", rows.stream().map(JourneyText::json).toList());
        map.put("slowest", slowest.stream().map(JourneyText::json).toList());
        return map;
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("leg", row.leg().label());
        map.put("replica", row.replica());
        map.put("count", row.count());
        map.put("medianNanos", row.median());
        map.put("p90Nanos", row.p90());
        map.put("p99Nanos", row.p99());
        map.put("maxNanos", row.max());
        return map;
    }

    private static Map<String, Object> json(Journey journey) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("transaction", journey.id().toString());
        map.put("nanos", journey.tookNanos());
        map.put("steps", journey.steps().stream().map(step -> Map.of("node", step.node(), "stage",
                step.stage().label(), "nanos", step.nanos() - journey.at(Stage.FLUSHED))).toList());
        return map;
    }
}
