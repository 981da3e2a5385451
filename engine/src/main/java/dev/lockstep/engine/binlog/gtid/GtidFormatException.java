package dev.lockstep.engine.binlog.gtid;

/** A text that is no GTID, set or list; the message names the part that is wrong. */
public final class GtidFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    GtidFormatException(String part, String expected) {
        super("'" + part + "' is not " + expected);
    }
}
