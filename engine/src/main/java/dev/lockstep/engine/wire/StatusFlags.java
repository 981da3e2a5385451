package dev.lockstep.engine.wire;

/** Bits of the server status word in OK and EOF packets. */
public final class StatusFlags {
    /** A transaction is open. */
    public static final int IN_TRANS = 0x0001;
    /** autocommit is on. */
    public static final int AUTOCOMMIT = 0x0002;
    /** Another result of the same query follows. */
    public static final int MORE_RESULTS_EXISTS = 0x0008;
    /** No good index was used. */
    public static final int NO_GOOD_INDEX_USED = 0x0010;
    /** No index was used. */
    public static final int NO_INDEX_USED = 0x0020;
    /** A cursor is open. */
    public static final int CURSOR_EXISTS = 0x0040;
    /** The last row of a cursor was sent. */
    public static final int LAST_ROW_SENT = 0x0080;
    /** A database was dropped. */
    public static final int DB_DROPPED = 0x0100;
    /** Backslashes in strings are plain characters. */
    public static final int NO_BACKSLASH_ESCAPES = 0x0200;
    /** Columns changed since the statement was prepared. */
    public static final int METADATA_CHANGED = 0x0400;
    /** The query was slow. */
    public static final int QUERY_WAS_SLOW = 0x0800;
    /** Output parameters of a procedure follow. */
    public static final int PS_OUT_PARAMS = 0x1000;
    /** The open transaction is read-only. */
    public static final int IN_TRANS_READONLY = 0x2000;
    /** The OK packet carries session state. */
    public static final int SESSION_STATE_CHANGED = 0x4000;

    private StatusFlags() {}
}
