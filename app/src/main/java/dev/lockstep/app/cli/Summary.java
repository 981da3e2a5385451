package dev.lockstep.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All runs of a command. */
final class Summary {
    private final List<RunResult> results = new ArrayList<>();

    void add(RunResult result) {
        results.add(result);
    }

    int size() {
        return results.size();
    }

    boolean passed() {
        return results.stream().allMatch(RunResult::passed);
    }

    /** Which scenarios there were, and how long they took together. */
    void total(PrintStream out, double seconds) {
        long good = results.stream().filter(RunResult::passed).count();
        out.printf(Locale.ROOT, "%d of %d plays as expected, in %.0f s%n", good, results.size(), seconds);
    }

    /** One line for each variant of each file, and which checks failed how often. */
    void print(PrintStream out) {
        Map<String, List<RunResult>> groups = new LinkedHashMap<>();
        results.forEach(result -> groups
                .computeIfAbsent(result.name(),
                        any -> new ArrayList<>())
                .add(result));
        int width = groups.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.println();
        out.println("Summary");
        groups.forEach((name, runs) -> {
            long good = runs.stream().filter(RunResult::passed).count();
            double[] seconds = runs.stream().mapToDouble(RunResult::seconds).sorted().toArray();
            out.printf(Locale.ROOT, "  %s %-" + width + "s  %d of %d  %.1f s each (%.1f to %.1f)%n",
                    good == runs.size() ? Terminal.good("✓") : Terminal.bad("✗"), name, good, runs.size(),
                    seconds[seconds.length / 2], seconds[0], seconds[seconds.length - 1]);
            failures(runs).forEach((title, count) -> out.println("      " + count + " × " + title));
        });
    }

    private static Map<String, Integer> failures(List<RunResult> runs) {
        Map<String, Integer> counts = new TreeMap<>();
        for (RunResult run : runs) {
            run.failures().forEach(title -> counts.merge(title, 1, Integer::sum));
            if (!run.result().problem().isEmpty() && run.toFail().isEmpty()) {
                counts.merge(run.result().problem(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** All results as JSON. */
    String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("passed", passed());
        root.put("runs", results.stream().map(RunResult::json).toList());
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(root) + "\n";
    }
}
