package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.LabOptions;
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
    /** Plays of a folder that run side by side: they wait most of their time. */
    private static final int AT_ONCE = 4;

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

    @Option(names = "--turned", description = {
            "Turn what each variant says that it is about the other way, and expect its checks to fail."})
    boolean turned;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "0", description = {
            "Play so many at a time, but those with a load one by one; four if a folder is given, else one."})
    int jobs;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "1", description = "Play each N times and sum up.")
    int repeat = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all results to this file.")
    @Nullable
    Path json;

    @Option(names = "--quiet", description = "Print results only, not what happens.")
    boolean quiet;

    @Mixin
    Telling telling = new Telling();

    @Mixin
    FaultSettings broken = new FaultSettings();

    @Mixin
    LabSettings settings = new LabSettings();

    @Override
    public Integer call() throws Exception {
        if (repeat < 1) {
            throw new UsageException("--repeat " + repeat + ": at least once");
        }
        if (jobs < 0) {
            throw new UsageException("--jobs " + jobs + ": at least one at a time");
        }
        LabOptions options = settings.options(null);
        List<Play> plays = plays();
        boolean folder = files.stream().anyMatch(Files::isDirectory);
        int atOnce = jobs > 0 ? jobs : folder && plays.size() > 1 ? AT_ONCE : 1;
        Summary summary = new Summary();
        long start = System.nanoTime();
        try {
            new Players(options, quiet, telling, atOnce).play(plays, summary);
        } finally {
            write(summary);
        }
        if (summary.size() > 1) {
            summary.print(Terminal.OUT);
            summary.total(Terminal.OUT, (System.nanoTime() - start) / 1e9);
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
                    add(plays, file, each, profiles);
                }
            }
        }
        return plays;
    }

    private void add(List<Play> plays, TopologyFiles file, VariantSpec variant, VariantSpec profiles)
            throws Exception {
        Topology topology = file.topology();
        List<String> toFail = List.of();
        Optional<Topology> other = turned ? topology.turned(variant) : Optional.empty();
        ScenarioSpec scenario = topology.scenario();
        if (other.isPresent() && scenario != null) {
            topology = other.get();
            toFail = scenario.telling(variant);
        } else if (turned) {
            Terminal.OUT
                    .println(file.path() + ", " + variant.name() + ": not played, for it does not say what to turn");
            return;
        } else {
            topology = topology.withProfilesOf(profiles);
        }
        for (int i = 1; i <= repeat; i++) {
            plays.add(new Play(file.path(), switched(topology), variant, toFail, i, repeat));
        }
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
}
