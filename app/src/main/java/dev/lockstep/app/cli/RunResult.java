package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.ScenarioResult;
import dev.lockstep.engine.lab.ScenarioResult.CheckResult;
import dev.lockstep.engine.lab.ScenarioResult.StepResult;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.ServerSpec;
import dev.lockstep.engine.lab.spec.Topology;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One run of a variant.
 *
 * @param number of the repetition, from 1
 * @param topology that was played on, with the profiles the nodes had
 * @param commits that the load's clients saw answered
 * @param loadErrors statements of the load that failed
 * @param toFail titles of the checks that are to fail, since what they are about was turned; empty for a play that is to pass
 * @param journeys what was told of transactions, as maps and lists; empty if it was not asked for
 */
record RunResult(Path file, int number, Topology topology, ScenarioResult result, long commits, long loadErrors,
        List<String> toFail, Map<String, Object> journeys) {
    private static final double NANOS_PER_SECOND = 1e9;

    boolean passed() {
        return toFail.isEmpty() ? result.passed() : result.notFailed(toFail).isEmpty();
    }

    /** What the summary calls it: the scenario's number, if it has one, file and variant. */
    String name() {
        ScenarioSpec scenario = topology.scenario();
        String number = scenario == null ? "" : scenario.entry().number();
        return String.format(Locale.ROOT, "%-3s  %s  %s", number, file.getFileName(), result.variant());
    }

    double seconds() {
        return result.nanos() / NANOS_PER_SECOND;
    }

    /** As maps and lists, for the JSON file. */
    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file.toString());
        map.put("scenario", result.scenario());
        map.put("variant", result.variant());
        map.put("run", number);
        map.put("passed", passed());
        map.put("turned", !toFail.isEmpty());
        map.put("problem", result.problem());
        map.put("seconds", seconds());
        map.put("commits", commits);
        map.put("loadErrors", loadErrors);
        Map<String, Object> profiles = new LinkedHashMap<>();
        topology.nodes().forEach(node -> profiles.put(node.name(), shown(node)));
        map.put("profiles", profiles);
        map.put("steps", result.steps().stream().map(RunResult::step).toList());
        map.putAll(journeys);
        map.put("checks", result.checks().stream().map(RunResult::check).toList());
        return map;
    }

    private static String shown(NodeSpec node) {
        ServerSpec server = node.server();
        return server == null ? node.profile() : "real server " + server;
    }

    private static Map<String, Object> step(StepResult step) {
        return entry(step.title(), step.outcome(), step.nanos(), step.seen());
    }

    private static Map<String, Object> check(CheckResult check) {
        return entry(check.title(), check.outcome(), check.nanos(), check.seen());
    }

    private static Map<String, Object> entry(String title, ScenarioResult.Outcome outcome, long nanos, String seen) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", title);
        map.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
        map.put("seconds", nanos / NANOS_PER_SECOND);
        map.put("seen", seen);
        return map;
    }

    /** What is not as it is to be: titles of checks that do not hold, or of those that hold in a turned play. */
    List<String> failures() {
        if (!toFail.isEmpty()) {
            return result.notFailed(toFail).stream().map(title -> "did not fail: " + title).toList();
        }
        return result.checks().stream().filter(check -> check.outcome() != ScenarioResult.Outcome.PASSED)
                .map(CheckResult::title).toList();
    }
}
