package dev.lockstep.engine.node.session;

import java.util.Locale;

/** A line of {@code SHOW WARNINGS}. */
record Warning(Level level, int code, String message) {
    /** How bad it is. */
    enum Level {
        NOTE, WARNING, ERROR;

        /** As SHOW WARNINGS has it: {@code Note}. */
        String text() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }
}
