package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a topology and stays. */
@Command(name = "up", mixinStandardHelpOptions = true, description = {
        "Start a topology without a window, print each node's address, and stay until Ctrl-C."})
final class UpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Topology file.")
    Path file = Path.of("");

    @Option(names = "--datadir", paramLabel = "DIR", description = {
            "Keep each node's data in a folder of its name in here; otherwise it is gone at the end."})
    @Nullable
    Path datadir;

    @Mixin
    FaultSettings broken = new FaultSettings();

    @Mixin
    LabSettings settings = new LabSettings();

    @Override
    public Integer call() throws Exception {
        TopologyFiles topology = TopologyFiles.read(file);
        Lab lab = Lab.start(broken.in(topology.topology()), settings.options(datadir));
        try (lab; Closing closing = Closing.atExit(lab)) {
            Terminal.OUT.println(Terminal.strong(topology.topology().title()));
            lab.nodes().forEach(node -> Foreground.printAddress(node, Terminal.OUT));
            Terminal.OUT.println(LabSettings.described(lab.lockModel()));
            Terminal.OUT.println("Ctrl-C ends them.");
            Foreground.stay(lab, System.err);
        }
        return ExitStatus.OK;
    }
}
