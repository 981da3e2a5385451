package dev.lockstep.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens the window with a file. */
@Command(name = "open", mixinStandardHelpOptions = true, description = "Open the window with a topology file.")
final class OpenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Topology file.")
    Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        TopologyFiles.read(file);
        if (!Display.present()) {
            throw new UsageException("there is no display for a window (" + Display.hint()
                    + "); lockstep run plays a scenario in the terminal");
        }
        return Window.open(file);
    }
}
