package dev.lockstep.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a state file, read one after the other; a line that is missing is the default. */
final class StateLines {
    private final String file;
    private final List<String> lines;
    private int next;

    StateLines(String file, byte[] content) {
        this.file = file;
        this.lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    }

    boolean atEnd() {
        return next >= lines.size();
    }

    String text() {
        return atEnd() ? "" : lines.get(next++);
    }

    int number(int from, int to, int otherwise) throws StateFormatException {
        return (int) number((long) from, to, otherwise);
    }

    long number(long from, long to, long otherwise) throws StateFormatException {
        if (atEnd()) {
            return otherwise;
        }
        String line = text();
        try {
            long value = line.isEmpty() ? otherwise : Long.parseLong(line.strip());
            if (value >= from && value <= to) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong("a number from " + from + " to " + to, line, e);
        }
        throw wrong("a number from " + from + " to " + to, line, null);
    }

    /** An error about the line that was read last. */
    StateFormatException wrong(String expected, String found, @Nullable Throwable cause) {
        StateFormatException error = new StateFormatException(file, next, expected, found);
        if (cause != null) {
            error.initCause(cause);
        }
        return error;
    }
}
