package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.ScenarioResult;
import dev.lockstep.engine.lab.ScenarioRun;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.VariantSpec;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A variant of a file's scenario that is to be played.
 *
 * @param topology what it is played on
 * @param toFail titles of the checks that are to fail, since what they are about is turned; empty if all are to hold
 * @param number of the repetition, from 1
 * @param of how many repetitions there are
 */
record Play(Path file, Topology topology, VariantSpec variant, List<String> toFail, int number, int of) {
    /** Whether clients write as fast as they can, so that it wants the machine for itself. */
    boolean loaded() {
        return topology.load() != null;
    }

    /** Plays it now, and prints how it goes. */
    RunResult play(LabOptions options, PrintStream out, boolean quiet, Telling telling) throws Exception {
        StoryPrinter printer = new StoryPrinter(out, quiet);
        String turned = toFail.isEmpty() ? "" : "turned: " + String.join(", ", variant.turned());
        printer.title(topology, variant, of == 1 ? turned : "run " + number + " of " + of);
        Lab lab = Lab.start(topology, options);
        try (lab; Closing closing = Closing.atExit(lab)) {
            printer.nodes(lab);
            ScenarioRun run = lab.play(variant.name());
            Thread watcher = endWhenRed(run);
            JourneyReport report = new JourneyReport(lab, printer, telling);
            printer.follow(lab, run, report::look);
            watcher.join();
            RunResult result = new RunResult(file, number, topology, run.await(), lab.load().commits(),
                    lab.load().errors(), toFail, report.end());
            printer.result(result);
            return result;
        }
    }

    private Thread endWhenRed(ScenarioRun run) {
        return Thread.ofPlatform().name("turned").start(() -> {
            if (!toFail.isEmpty()) {
                ScenarioResult _ = run.awaitFailureOf(toFail);
            }
        });
    }
}
