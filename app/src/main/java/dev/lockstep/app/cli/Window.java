package dev.lockstep.app.cli;

import dev.lockstep.app.WindowLauncher;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The window, with JavaFX's refusals put into words. */
final class Window {
    private Window() {}

    /** Opens it and waits until it is closed. */
    static int open(@Nullable Path topology) throws UsageException {
        try {
            return WindowLauncher.open(topology);
        } catch (UnsupportedOperationException | LinkageError e) {
            throw new UsageException("the window cannot be opened: " + reason(e)
                    + "; lockstep run plays a scenario in the terminal");
        }
    }

    /** Draws pictures of it. */
    static int shots(Path folder) throws UsageException {
        try {
            return WindowLauncher.shots(folder);
        } catch (UnsupportedOperationException | LinkageError e) {
            throw new UsageException("no pictures can be drawn: " + reason(e));
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return e.getMessage() == null && cause != null ? cause.toString() : String.valueOf(e.getMessage());
    }
}
