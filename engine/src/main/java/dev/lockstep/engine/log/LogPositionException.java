package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.io.IOException;

/**
 * A position that was asked for is in no file of the log. The message is the text that a source sends with error 1236.
 */
public final class LogPositionException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient BinlogPosition position;

    LogPositionException(String message, BinlogPosition position) {
        super(message);
        this.position = position;
    }

    /** What was asked for. */
    public BinlogPosition position() {
        return position;
    }
}
