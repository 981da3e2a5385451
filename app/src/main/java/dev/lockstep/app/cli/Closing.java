package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;

/** Ends a lab's servers when the process is told to end, such as by Ctrl-C, until it is closed itself. */
final class Closing implements AutoCloseable {
    private final Thread hook;

    private Closing(Thread hook) {
        this.hook = hook;
    }

    static Closing atExit(Lab lab) {
        Thread hook = new Thread(lab::close, "close the lab");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Closing(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the process is ending, and the hook is at work
        }
    }
}
