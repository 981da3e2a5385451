package dev.lockstep.engine.log;

import java.io.IOException;

/** A state file that is not as its server writes it; the message names file, line and what was expected. */
public final class StateFormatException extends IOException {
    private static final long serialVersionUID = 1;

    StateFormatException(String file, int line, String expected, String found) {
        super("%s, line %d: expected %s, found '%s'; repair the line, or delete the file and run CHANGE MASTER TO again"
                .formatted(file, line, expected, found));
    }
}
