package dev.lockstep.app.cli;

/** What {@code lockstep} exits with. */
final class ExitStatus {
    /** All went well; every check holds. */
    static final int OK = 0;
    /** A check or a step failed. */
    static final int FAILED = 1;
    /** The arguments, a file or the machine do not allow it. */
    static final int BAD_INPUT = 2;
    /** A fault in Lockstep. */
    static final int FAULT = 3;

    private ExitStatus() {}
}
