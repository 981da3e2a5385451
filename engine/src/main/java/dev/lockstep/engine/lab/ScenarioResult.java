package dev.lockstep.engine.lab;

import java.util.Collection;
import java.util.List;

/**
 * How a scenario went.
 *
 * @param scenario its title
 * @param variant whose checks were judged
 * @param nanos how long it took
 * @param problem why it ended before its last step; empty if it did not
 */
public record ScenarioResult(String scenario, String variant, long nanos, List<StepResult> steps,
        List<CheckResult> checks, String problem) {
    /** How a step went; {@code nanos} is how long it took. */
    public record StepResult(String title, Outcome outcome, long nanos, String seen) {}

    /** How a check went; {@code nanos} is when it was decided, since its start. */
    public record CheckResult(String title, Outcome outcome, long nanos, String seen) {}

    /** Of a step or a check. */
    public enum Outcome {
        PASSED, FAILED, NOT_REACHED
    }

    /** Keeps own copies. */
    public ScenarioResult {
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
    }

    /**
     * Titles among these of checks that have not failed; if one has, so have those that a
     * step which failed kept from being reached.
     */
    public List<String> notFailed(Collection<String> titles) {
        boolean oneFailed = checks.stream()
                .anyMatch(check -> titles.contains(check.title()) && check.outcome() == Outcome.FAILED);
        boolean stepFailed = oneFailed && steps.stream().anyMatch(
                step -> step.outcome() == Outcome.FAILED && !step.seen().equals(StepPlayer.ABORTED));
        return checks.stream().filter(check -> titles.contains(check.title()) && check.outcome() != Outcome.FAILED
                && !(stepFailed && check.outcome() == Outcome.NOT_REACHED)).map(CheckResult::title).toList();
    }

    /** Whether every step was done and every check holds. */
    public boolean passed() {
        return problem.isEmpty() && steps.stream().allMatch(step -> step.outcome() == Outcome.PASSED)
                && checks.stream().allMatch(check -> check.outcome() == Outcome.PASSED);
    }
}
