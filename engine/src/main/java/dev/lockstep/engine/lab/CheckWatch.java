package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.CheckSpec;
import dev.lockstep.engine.trace.TraceEvent.CheckChanged;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.WorldThread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the checks of a scenario, on an own thread, while its steps are played on another. What is here is guarded by this
 * object's monitor, except while nodes are asked.
 */
final class CheckWatch {
    private static final long PERIOD_NANOS = 50_000_000;

    private final Lab lab;
    private final Answers answers;
    private final List<Watched> checks = new ArrayList<>();
    private volatile @Nullable WorldThread thread;
    private boolean ended;

    private static final class Watched {
        final int number;
        final CheckRun run;
        @Nullable
        Probe probe;

        Watched(int number, CheckSpec spec) {
            this.number = number;
            run = new CheckRun(spec);
        }
    }

    CheckWatch(Lab lab, List<CheckSpec> specs) {
        this.lab = lab;
        answers = new Answers(lab, "checks");
        for (CheckSpec spec : specs) {
            checks.add(new Watched(checks.size(), spec));
        }
        checks.forEach(this::tell);
    }

    void start() {
        thread = lab.world().threads().start("checks", this::run);
    }

    /** The step of that id begins: so do its checks. Values to compare with are asked for before this returns. */
    void beginOf(String stepId) {
        List<Watched> beginning = checks.stream().filter(check -> check.run.spec().since().equals(stepId)).toList();
        if (beginning.isEmpty()) {
            return;
        }
        Answers fresh = new Answers(lab, "checks at begin");
        for (Watched check : beginning) {
            Probe probe = new Probe(lab, fresh, answers, check.run.spec().condition());
            synchronized (this) {
                check.probe = probe;
            }
        }
        long now = lab.nanos();
        synchronized (this) {
            for (Watched check : beginning) {
                Probe probe = check.probe;
                if (probe != null) {
                    probe.begin(now);
                }
                check.run.begin(now);
                tell(check);
            }
        }
    }

    private void run() {
        while (lookAtAll()) {
            lab.world().threads().sleep(PERIOD_NANOS);
        }
    }

    private boolean lookAtAll() {
        answers.newRound();
        for (Watched check : checks) {
            Probe probe;
            long until;
            long askedAt = lab.nanos();
            synchronized (this) {
                if (ended) {
                    return false;
                }
                probe = check.run.state() == CheckRun.State.RUNNING ? check.probe : null;
                until = check.run.countUntil(askedAt);
            }
            if (probe != null) {
                Sight sight = probe.look(until);
                synchronized (this) {
                    String before = check.run.seen();
                    CheckRun.State state = check.run.state();
                    check.run.saw(probe.ofTrace() ? until : askedAt, sight);
                    if (check.run.state() != state || before.isEmpty()) {
                        tell(check);
                    }
                }
            }
        }
        return true;
    }

    private void tell(Watched check) {
        Progress progress = switch (check.run.state()) {
            case PENDING -> Progress.PENDING;
            case RUNNING -> Progress.RUNNING;
            case PASSED -> Progress.PASSED;
            case FAILED -> Progress.FAILED;
        };
        lab.emit(new CheckChanged(lab.nanos(), TraceEvent.LAB, check.number, check.run.spec().title(), progress,
                check.run.seen()));
    }

    /** Whether a check's time has begun and it is yet to be decided. */
    synchronized boolean undecided() {
        WorldThread watching = thread;
        return watching != null && watching.alive()
                && checks.stream().anyMatch(check -> check.run.state() == CheckRun.State.RUNNING);
    }

    /** Whether every check of those titles has failed. */
    synchronized boolean allFailed(Collection<String> titles) {
        return checks.stream().map(check -> check.run).filter(run -> titles.contains(run.spec().title()))
                .allMatch(run -> run.state() == CheckRun.State.FAILED);
    }

    /** Ends the watch and tells how all checks went; those that are not decided have not been reached. */
    synchronized List<ScenarioResult.CheckResult> end() {
        ended = true;
        return checks.stream().map(check -> {
            CheckRun run = check.run;
            return new ScenarioResult.CheckResult(run.spec().title(), switch (run.state()) {
                case PASSED -> ScenarioResult.Outcome.PASSED;
                case FAILED -> ScenarioResult.Outcome.FAILED;
                case PENDING, RUNNING -> ScenarioResult.Outcome.NOT_REACHED;
            }, run.state() == CheckRun.State.PENDING ? 0 : Math.max(0, run.decidedAfterNanos()), run.seen());
        }).toList();
    }
}
