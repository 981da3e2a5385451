package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import java.util.function.BooleanSupplier;

/** A thread as the trace sees it. */
public interface WorldThread {
    /** Number of the thread in the trace, unique within the lab. */
    int id();

    /** The name it was started with. */
    String name();

    /** Whether it has not ended yet. */
    boolean alive();

    /**
     * Waits until the thread has ended.
     *
     * @return whether it ended within the time
     */
    boolean join(long timeoutNanos);

    /**
     * Sets the stage text that {@code SHOW PROCESSLIST} shows, in the server's own words. Only the thread itself calls it.
     */
    void stage(String text);

    /** The last stage text, empty at first. */
    String stage();

    /**
     * Names what a thread serves for a while, so that it can be found from outside although its name is another's, such as
     * {@code dump to 2}; empty for nothing. Only the thread itself.
     */
    void role(String text);

    /** Says how to ask whether what this thread runs was told to stop, as KILL does. Only the thread itself. */
    void stoppedBy(BooleanSupplier asked);

    /** Whether what this thread runs was told to stop; false if {@link #stoppedBy} was never called. Any thread. */
    boolean told();

    /** Marks the begin of something that takes time without being a lock, for the timeline. Only the thread itself. */
    void begin(Activity activity);

    /** Marks its end. */
    void end(Activity activity);
}
