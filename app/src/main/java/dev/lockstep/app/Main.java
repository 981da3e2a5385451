package dev.lockstep.app;

import dev.lockstep.app.cli.LockstepCommand;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The entry point, from the class path: not an {@code Application}, so that JavaFX need not be in the module path. */
public final class Main {
    /** Kept, since loggers that nobody holds are forgotten with their level. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Main() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        JAVAFX.setLevel(Level.SEVERE);
        System.exit(LockstepCommand.execute(arguments));
    }
}
