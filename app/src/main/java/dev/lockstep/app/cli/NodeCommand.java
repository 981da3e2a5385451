package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One server in the foreground. */
@Command(name = "node", mixinStandardHelpOptions = true, description = {
        "Run one server in the foreground, until Ctrl-C or SHUTDOWN."})
final class NodeCommand implements Callable<Integer> {
    private static final String DEFAULT_NAME = "node";

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "mysql-5.7.23", description = {
            "Which server it behaves as; default ${DEFAULT-VALUE}."})
    String profile = "";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = {
            "TCP port on 127.0.0.1; the system chooses one if not given."})
    int port;

    @Option(names = "--server-id", paramLabel = "ID", defaultValue = "1", description = "Server id; default ${DEFAULT-VALUE}.")
    long serverId = 1;

    @Option(names = "--datadir", paramLabel = "DIR", description = "Data folder; a temporary one if not given.")
    @Nullable
    Path datadir;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = {
            "A server variable, as in my.cnf. May be given several times."})
    Map<String, String> variables = new LinkedHashMap<>();

    @Mixin
    LabSettings settings = new LabSettings();

    @Override
    public Integer call() throws Exception {
        Lab lab = Lab.start(topology(), options());
        try (lab; Closing closing = Closing.atExit(lab)) {
            lab.nodes().forEach(node -> Foreground.printAddress(node, Terminal.OUT));
            Terminal.OUT.println("Ctrl-C ends it.");
            lab.trace().endRecording(); // nobody looks at it here
            Foreground.stay(lab, System.err);
        }
        return ExitStatus.OK;
    }

    private Topology topology() throws UsageException {
        Optional<Profiles.Fault> fault = Profiles.fault(profile);
        if (fault.isPresent()) {
            throw new UsageException(TopologyReader.said(fault.get()));
        }
        if (port < 0 || port > 0xFFFF) {
            throw new UsageException("--port " + port + " is not between 0 and 65535");
        }
        if (serverId < 1 || serverId > 0xFFFF_FFFFL) {
            throw new UsageException("--server-id " + serverId + " is not between 1 and 4294967295");
        }
        return new Topology(DEFAULT_NAME, "", List.of(new NodeSpec(name(), profile, serverId, port, variables)),
                List.of(), null, null);
    }

    /** The lab keeps a node's data in a folder of its name, so the folder's name is the node's. */
    private String name() {
        Path name = datadir == null ? null : datadir.toAbsolutePath().normalize().getFileName();
        return name == null ? DEFAULT_NAME : name.toString();
    }

    private LabOptions options() throws UsageException {
        Path parent = datadir == null ? null : datadir.toAbsolutePath().normalize().getParent();
        LabOptions options = settings.options(parent);
        return new LabOptions(options.folder(), options.lockModel(), 0);
    }
}
