package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.ScenarioRun;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.lab.spec.Nearest;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.Switch;
import dev.lockstep.engine.profile.Switches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays scenarios without a window. */
@Command(name = "run", mixinStandardHelpOptions = true, description = {
        "Play scenarios without a window and judge their checks.",
        "Exit status: 0 if every check holds, 1 if one fails, 2 on bad input."})
final class RunCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Topology files, or folders of them.")
    List<Path> files = List.of();

    @Option(names = "--variant", paramLabel = "NAME", description = "Play this variant only; all of them if not given.")
    @Nullable
    String variant;

    @Option(names = "--profiles-of", paramLabel = "NAME", description = {
            "Give the nodes the profiles of this variant, whatever variant's checks are judged."})
    @Nullable
    String profilesOf;

    @Option(names = "--switch", paramLabel = "[NODE.]KEY=VALUE", description = {
            "Set a switch of one node's profile, or of all, otherwise, such as ack-reader=receiver-copy."})
    List<String> switches = List.of();

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "1", description = "Play each N times and sum up.")
    int repeat = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all results to this file.")
    @Nullable
    Path json;

    @Option(names = "--quiet", description = "Print results only, not what happens.")
    boolean quiet;

    @Option(names = "--journey", description = {
            "Afterwards, tell how long transactions took for each stage of their way, and draw the slowest three."})
    boolean journey;

    @Option(names = "--ledger", description = {
            "Tell which acknowledged transactions would be lost, at the end and whenever a node is killed."})
    boolean ledger;

    @Option(names = "--why", description = {
            "Whenever a commit or a replica has waited for a second, print once what it waits for."})
    boolean why;

    @Mixin
    FaultSettings broken = new FaultSettings();

    @Mixin
    LabSettings settings = new LabSettings();

    /** A variant of a file's scenario, and the topology it is played on. */
    private record Play(Path file, Topology topology, VariantSpec variant) {}

    @Override
    public Integer call() throws Exception {
        if (repeat < 1) {
            throw new UsageException("--repeat " + repeat + ": at least once");
        }
        LabOptions options = settings.options(null);
        List<Play> plays = plays();
        Summary summary = new Summary();
        try {
            for (Play play : plays) {
                for (int i = 1; i <= repeat; i++) {
                    summary.add(play(play, i, options));
                }
            }
        } finally {
            write(summary);
        }
        if (summary.size() > 1) {
            summary.print(Terminal.OUT);
        }
        return summary.passed() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void write(Summary summary) throws UsageException {
        if (json != null) {
            try {
                Files.writeString(json, summary.json());
            } catch (IOException e) {
                throw new UsageException(json + " cannot be written: " + e.getMessage());
            }
        }
    }

    private List<Play> plays() throws Exception {
        List<Play> plays = new ArrayList<>();
        for (TopologyFiles file : TopologyFiles.scenarios(files, Terminal.OUT::println)) {
            ScenarioSpec scenario = file.topology().scenario();
            if (scenario != null) {
                List<VariantSpec> variants = variant == null
                        ? scenario.variants()
                        : List.of(existing(file.path(), scenario, variant));
                for (VariantSpec each : variants) {
                    VariantSpec profiles = profilesOf == null ? each : existing(file.path(), scenario, profilesOf);
                    plays.add(new Play(file.path(), switched(file.topology().withProfilesOf(profiles)), each));
                }
            }
        }
        return plays;
    }

    private Topology switched(Topology topology) throws Exception {
        Topology changed = broken.in(topology);
        for (String text : switches) {
            int dot = text.substring(0, Math.max(0, text.indexOf('='))).indexOf('.');
            String node = dot < 0 ? "" : text.substring(0, dot);
            String pair = text.substring(dot + 1);
            List<String> names = topology.nodes().stream().map(NodeSpec::name).toList();
            if (!node.isEmpty() && !names.contains(node)) {
                throw new UsageException("--switch " + text + ": there is no node \"" + node + "\""
                        + Nearest.suggestion(node, names));
            }
            Optional<Profiles.Fault> fault = Profiles.switchFault(pair);
            if (fault.isPresent()) {
                throw new UsageException("--switch " + text + ": " + TopologyReader.said(fault.get()));
            }
            int equals = pair.indexOf('=');
            Optional<Switch> position = Switches.position(pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
            changed = position.isPresent() ? changed.withSwitch(node, position.get()) : changed;
        }
        return changed;
    }

    private static VariantSpec existing(Path file, ScenarioSpec scenario, String name) throws UsageException {
        return scenario.variant(name).orElseThrow(() -> new UsageException(file + " has no variant \"" + name + "\""
                + Nearest.suggestion(name, scenario.variants().stream().map(VariantSpec::name).toList())));
    }

    private RunResult play(Play play, int number, LabOptions options) throws Exception {
        StoryPrinter printer = new StoryPrinter(Terminal.OUT, quiet);
        printer.title(play.topology(), play.variant(), repeat == 1 ? "" : "run " + number + " of " + repeat);
        Lab lab = Lab.start(play.topology(), options);
        try (lab; Closing closing = Closing.atExit(lab)) {
            printer.nodes(lab);
            ScenarioRun run = lab.play(play.variant().name());
            JourneyReport report = new JourneyReport(lab, printer, journey, ledger, why);
            printer.follow(lab, run, report::look);
            RunResult result = new RunResult(play.file(), number, play.topology(), run.await(), lab.load().commits(),
                    lab.load().errors(), report.end());
            printer.result(result.result());
            return result;
        }
    }
}
