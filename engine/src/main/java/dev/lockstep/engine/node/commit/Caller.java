package dev.lockstep.engine.node.commit;

/** The thread that commits, as far as a wait needs to know it. */
public interface Caller {
    /** Sets the thread's stage text. */
    void stage(String text);

    /** Whether it was killed, or its statement was. */
    boolean interrupted();
}
