package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.spec.SpecException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command without a word: opens the window, or plays the first story in the terminal where there is no display. */
@Command(name = "lockstep", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "A desktop lab for MySQL and MariaDB replication, on real servers that run inside it.",
        "Without a word the window opens."}, subcommands = {OpenCommand.class, RunCommand.class, UpCommand.class,
                NodeCommand.class, TortureCommand.class, ShotsCommand.class}, footer = {"", "Examples:",
                        "  lockstep run topologies/mysql-bug-89370.yaml",
                        "  lockstep run topologies --variant bug --repeat 20 --json results.json",
                        "  lockstep up topologies/semi-sync-pair.yaml",
                        "  lockstep node --profile mysql-5.7.22 --port 3307 --datadir data", "",
                        "Exit status: 0 all is well, 1 a check failed, 2 bad input."})
public final class LockstepCommand implements Callable<Integer> {
    /** Runs a command line; returns the exit status. Prints to the standard streams. */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new LockstepCommand());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> report(e, System.err));
        commandLine.setUsageHelpAutoWidth(true);
        return commandLine;
    }

    static int report(Exception e, PrintStream err) {
        boolean debug = System.getenv("LOCKSTEP_DEBUG") != null;
        if (debug) {
            e.printStackTrace(err);
        }
        if (e instanceof UsageException || e instanceof SpecException || e instanceof LabException) {
            err.println("lockstep: " + e.getMessage());
            return ExitStatus.BAD_INPUT;
        }
        err.println("lockstep: a fault in Lockstep itself: " + e);
        if (!debug) {
            err.println("LOCKSTEP_DEBUG=1 shows where it happened.");
        }
        return ExitStatus.FAULT;
    }

    @Override
    public Integer call() throws Exception {
        if (Display.present()) {
            return Window.open(null);
        }
        Terminal.OUT.println("There is no display here (" + Display.hint()
                + "), so the first story is played in this terminal.");
        Terminal.OUT.println();
        RunCommand run = new RunCommand();
        run.files = List.of(Home.firstStory());
        int status = run.call();
        Terminal.OUT.println();
        Terminal.OUT.println("Now pictures of the window are drawn without a display; this takes a minute or two.");
        int drawn = Window.shots(Home.ownPictures());
        return status == ExitStatus.OK ? drawn : status;
    }
}
