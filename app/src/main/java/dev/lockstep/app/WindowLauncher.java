package dev.lockstep.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the command line hands over to the window. */
public final class WindowLauncher {
    private WindowLauncher() {}

    /**
     * Opens the window and returns when it is closed.
     *
     * @param topology the file to open, null for the first story
     * @return exit status
     */
    public static int open(@Nullable Path topology) {
        System.err.println("lockstep: the window is not built yet" + (topology == null ? "" : ": " + topology));
        return 2;
    }

    /**
     * Draws the pictures of the window without a display.
     *
     * @param folder where they go
     * @return exit status
     */
    public static int shots(Path folder) {
        System.err.println("lockstep: no pictures yet for " + folder);
        return 2;
    }
}
