package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.lab.ScenarioResult;
import dev.lockstep.engine.lab.ScenarioRun;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a scenario as it is played, from the same trace that the window draws. */
final class StoryPrinter {
    private static final long POLL_MILLIS = 100;
    private static final int WIDTH = 88;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Shorter waits for a lock are not worth a line. */
    private static final long LONG_WAIT_NANOS = 1_000_000_000;
    private static final String INDENT = "           ";

    private final PrintStream out;
    private final boolean quiet;
    private final List<TraceEvent.LongWaitEnded> longWaits = new ArrayList<>();
    private long startNanos;
    private boolean liveLine;

    StoryPrinter(PrintStream out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    void title(Topology topology, VariantSpec variant, String run) {
        ScenarioSpec scenario = topology.scenario();
        String title = scenario == null ? topology.title() : scenario.title();
        out.println(Terminal.strong(title) + " · " + variant.title() + (run.isEmpty() ? "" : " · " + run));
        if (scenario != null && !quiet && !scenario.subtitle().isEmpty()) {
            out.println(Terminal.dim(scenario.subtitle()));
        }
    }

    void nodes(Lab lab) {
        if (quiet) {
            return;
        }
        for (LabNode node : lab.nodes()) {
            out.printf("  %-8s %-16s %s%s%n", node.name(), node.profile().name(), node.address(),
                    node.real() ? "  real server" : "");
        }
        out.println(Terminal.dim("  " + LabSettings.described(lab.lockModel())));
        out.println();
    }

    /** Prints until the run has ended; {@code also} is run every now and then, and once behind the last event. */
    void follow(Lab lab, ScenarioRun run, Runnable also) throws InterruptedException {
        startNanos = lab.nanos();
        long next = 0;
        boolean running = true;
        while (running) {
            running = run.running();
            long end = lab.trace().eventEnd();
            lab.trace().events(next, end).forEach(this::print);
            next = end;
            also.run();
            liveLine(lab);
            if (running) {
                Thread.sleep(POLL_MILLIS);
            }
        }
        clearLiveLine();
    }

    private void liveLine(Lab lab) {
        if (!quiet && Terminal.isInteractive()) {
            out.printf(Locale.ROOT, "\r%s   %s\u001b[K", time(lab.nanos()),
                    lab.load().on()
                            ? String.format(Locale.ROOT, "%,d commits, %,.0f a second", lab.load().commits(),
                                    lab.load().commitsPerSecond())
                            : "load off");
            out.flush();
            liveLine = true;
        }
    }

    private void clearLiveLine() {
        if (liveLine) {
            out.print("\r\u001b[K");
            liveLine = false;
        }
    }

    private String time(long nanos) {
        return Terminal.dim(String.format(Locale.ROOT, "%7.2f s", (nanos - startNanos) / NANOS_PER_SECOND));
    }

    private void print(TraceEvent event) {
        if (event instanceof TraceEvent.LongWaitEnded wait && wait.waitedNanos() >= LONG_WAIT_NANOS) {
            longWaits.add(wait);
        }
        if (quiet) {
            return;
        }
        switch (event) {
            case TraceEvent.StepChanged step -> step(step);
            case TraceEvent.Narrated told -> narration(told);
            case TraceEvent.StatementSent sent -> {
                if (!sent.origin().equals("lab")) {
                    line(sent.nanos(), "  " + sent.node() + "> " + sent.sql()
                            + (sent.error() == null ? "" : "  " + Terminal.bad(sent.error())));
                }
            }
            case TraceEvent.CheckChanged check -> check(check);
            case TraceEvent.LongWaitEnded wait when wait.waitedNanos() >= LONG_WAIT_NANOS ->
                line(wait.nanos(), "  " + told(wait));
            case TraceEvent.LogLine log -> {
                if (log.level() == TraceEvent.LogLine.Level.ERROR) {
                    line(log.nanos(), Terminal.bad("  " + log.node() + " [ERROR] " + log.text()));
                }
            }
            default -> {
                // for the window
            }
        }
    }

    private void step(TraceEvent.StepChanged step) {
        if (step.progress() == Progress.RUNNING) {
            line(step.nanos(), Terminal.strong("▸ " + step.title()));
        } else if (step.progress() == Progress.FAILED) {
            line(step.nanos(), Terminal.bad("✗ " + step.title()));
        }
    }

    private void check(TraceEvent.CheckChanged check) {
        if (check.progress() == Progress.PASSED) {
            line(check.nanos(), Terminal.good("  ✓ ") + check.title() + Terminal.dim("  (" + check.seen() + ")"));
        } else if (check.progress() == Progress.FAILED) {
            line(check.nanos(), Terminal.bad("  ✗ " + check.title() + "  (" + check.seen() + ")"));
        }
    }

    private static String told(TraceEvent.LongWaitEnded wait) {
        return String.format(Locale.ROOT, "%s: %s has %s after %.1f s, barged %,d times: %s", wait.node(), wait.name(),
                wait.lock(), wait.waitedNanos() / NANOS_PER_SECOND, wait.barged(), wait.reason());
    }

    private void narration(TraceEvent.Narrated told) {
        clearLiveLine();
        for (String text : Terminal.wrapped(told.text(), WIDTH)) {
            out.println(INDENT + Terminal.dim(text));
        }
    }

    /** A line that is printed whatever is to be left out. */
    void tell(long nanos, String text) {
        line(nanos, text);
    }

    /** Text below such a line. */
    void below(String text) {
        clearLiveLine();
        Terminal.wrapped(text, WIDTH).forEach(line -> out.println(INDENT + line));
    }

    /** A line as it is. */
    void plain(String text) {
        clearLiveLine();
        out.println(text);
    }

    private void line(long nanos, String text) {
        clearLiveLine();
        out.println(time(nanos) + "  " + text);
    }

    void result(RunResult played) {
        ScenarioResult result = played.result();
        long good = result.checks().stream().filter(check -> check.outcome() == ScenarioResult.Outcome.PASSED).count();
        String text = String.format(Locale.ROOT, "%s: %d of %d checks hold, %.1f s", result.variant(), good,
                result.checks().size(), result.nanos() / NANOS_PER_SECOND);
        if (!played.toFail().isEmpty()) {
            turned(played);
            return;
        }
        out.println(result.passed() ? Terminal.good("✓ " + text) : Terminal.bad("✗ " + text));
        if (!result.problem().isEmpty()) {
            out.println(Terminal.bad("  " + result.problem()));
        }
        result.checks().stream().filter(check -> check.outcome() != ScenarioResult.Outcome.PASSED)
                .forEach(check -> out.println("  " + Terminal.bad("✗ ") + check.title() + "  ("
                        + (check.outcome() == ScenarioResult.Outcome.NOT_REACHED ? "not decided; " : "") + check.seen()
                        + ")"));
        if (quiet && !result.passed()) {
            longWaits.forEach(wait -> line(wait.nanos(), told(wait)));
        }
        out.println();
    }

    /** A play whose checks are to fail. */
    private void turned(RunResult played) {
        String text = String.format(Locale.ROOT, "%s, turned: %d of %d checks failed as they should, %.1f s",
                played.result().variant(), played.toFail().size() - played.failures().size(), played.toFail().size(),
                played.seconds());
        out.println(played.passed() ? Terminal.good("✓ " + text) : Terminal.bad("✗ " + text));
        played.result().checks().stream().filter(check -> played.toFail().contains(check.title()))
                .forEach(check -> out.println("  " + check.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ": " + check.title() + "  (" + check.seen() + ")"));
        if (!played.passed() && !played.result().problem().isEmpty()) {
            out.println("  " + Terminal.bad(played.result().problem()));
        }
        out.println();
    }
}
