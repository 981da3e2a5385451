package dev.lockstep.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Draws the pictures of the window. */
@Command(name = "shots", mixinStandardHelpOptions = true, description = {
        "Play the first story in the window, without a display, and draw the pictures in screenshots/ anew."})
final class ShotsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where they go; screenshots/ if not given.")
    @Nullable
    Path folder;

    @Override
    public Integer call() throws UsageException {
        return Window.shots(folder == null ? Home.pictures() : folder);
    }
}
