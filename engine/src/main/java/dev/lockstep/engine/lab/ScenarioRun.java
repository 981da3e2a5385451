package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.ScenarioResult.Outcome;
import dev.lockstep.engine.lab.ScenarioResult.StepResult;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.StepSpec;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import dev.lockstep.engine.world.WorldThread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A scenario being played, on threads of its own. What happens is in the trace. */
public final class ScenarioRun {
    private static final long JOIN_NANOS = 1_000_000_000;
    private static final long LOOK_NANOS = 50_000_000;

    private final Lab lab;
    private final ScenarioSpec scenario;
    private final VariantSpec variant;
    private final CheckWatch checks;
    private final StepPlayer player;
    private final List<StepResult> steps = new ArrayList<>();
    private volatile boolean aborted;
    private volatile @Nullable ScenarioResult result;
    private volatile @Nullable WorldThread thread;

    ScenarioRun(Lab lab, ScenarioSpec scenario, VariantSpec variant) {
        this.lab = lab;
        this.scenario = scenario;
        this.variant = variant;
        lab.emit(new TraceEvent.ScenarioStarted(lab.nanos(), TraceEvent.LAB, scenario.title(), variant.name()));
        for (int i = 0; i < scenario.steps().size(); i++) {
            tell(i, Progress.PENDING);
        }
        checks = new CheckWatch(lab, scenario.checksOf(variant));
        player = new StepPlayer(lab, checks, () -> aborted);
    }

    void start() {
        checks.start();
        thread = lab.world().threads().start("scenario", this::play);
    }

    private void play() {
        long start = lab.nanos();
        String problem = "the scenario ended by a fault of its own";
        try {
            narrate(scenario.title(), scenario.narration().in(variant.name()));
            problem = playSteps();
            if (problem.isEmpty()) {
                checks.beginOf("");
                problem = player.awaitChecks();
            }
        } finally {
            result = new ScenarioResult(scenario.title(), variant.name(), lab.nanos() - start, allSteps(), checks.end(),
                    problem);
        }
    }

    private String playSteps() {
        for (int i = 0; i < scenario.steps().size(); i++) {
            if (aborted) {
                return StepPlayer.ABORTED;
            }
            StepSpec step = scenario.steps().get(i);
            long start = lab.nanos();
            tell(i, Progress.RUNNING);
            narrate(step.title(), step.narration().in(variant.name()));
            if (!step.id().isEmpty()) {
                checks.beginOf(step.id());
            }
            String problem = player.play(step);
            boolean good = problem.isEmpty();
            tell(i, good ? Progress.PASSED : Progress.FAILED);
            steps.add(new StepResult(step.title(), good ? Outcome.PASSED : Outcome.FAILED, lab.nanos() - start,
                    problem));
            if (!good) {
                return "step \"" + step.title() + "\": " + problem;
            }
        }
        return "";
    }

    private List<StepResult> allSteps() {
        List<StepResult> all = new ArrayList<>(steps);
        scenario.steps().stream().skip(steps.size())
                .forEach(step -> all.add(new StepResult(step.title(), Outcome.NOT_REACHED, 0, "")));
        return all;
    }

    private void tell(int step, Progress progress) {
        lab.emit(new TraceEvent.StepChanged(lab.nanos(), TraceEvent.LAB, step, scenario.steps().get(step).title(),
                progress));
    }

    private void narrate(String title, String text) {
        if (!text.isEmpty()) {
            lab.emit(new TraceEvent.Narrated(lab.nanos(), TraceEvent.LAB, title, text));
        }
    }

    /** Ends it after the present step's statement; checks that are not decided count as not reached. */
    public void abort() {
        aborted = true;
    }

    /** The variant whose checks are judged. */
    public VariantSpec variant() {
        return variant;
    }

    /** Whether it is still being played. */
    public boolean running() {
        return result == null;
    }

    /** The result, once there is one. */
    public Optional<ScenarioResult> result() {
        return Optional.ofNullable(result);
    }

    /**
     * Waits until all checks of those titles have failed, which ends the run, or for the result: to see that they can fail.
     */
    public ScenarioResult awaitFailureOf(Collection<String> titles) {
        while (running() && !checks.allFailed(titles)) {
            lab.world().threads().sleep(LOOK_NANOS);
        }
        abort();
        return await();
    }

    /** Waits for the result. */
    public ScenarioResult await() {
        while (true) {
            WorldThread playing = thread;
            boolean ended = playing == null || playing.join(JOIN_NANOS);
            ScenarioResult found = result;
            if (found != null) {
                return found;
            } else if (ended) {
                throw new IllegalStateException("the scenario's thread ended without a result");
            }
        }
    }
}
