package dev.lockstep.engine.node.session;

/** Our own faults in one line for the error log. */
final class Faults {
    private static final int FRAMES = 6;

    private Faults() {}

    static String describe(Throwable fault) {
        StringBuilder text = new StringBuilder(fault.toString());
        StackTraceElement[] frames = fault.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append(i == 0 ? " at " : " < ").append(frames[i]);
        }
        return text.toString();
    }
}
