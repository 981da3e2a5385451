package dev.lockstep.engine.wire;

/** Bits of a column definition's flags. */
public final class ColumnFlags {
    /** NOT NULL. */
    public static final int NOT_NULL = 0x0001;
    /** Part of the primary key. */
    public static final int PRIMARY_KEY = 0x0002;
    /** A unique key of its own. */
    public static final int UNIQUE_KEY = 0x0004;
    /** Part of a key that is not unique. */
    public static final int MULTIPLE_KEY = 0x0008;
    /** BLOB or TEXT. */
    public static final int BLOB = 0x0010;
    /** UNSIGNED. */
    public static final int UNSIGNED = 0x0020;
    /** ZEROFILL. */
    public static final int ZEROFILL = 0x0040;
    /** Bytes, not text. */
    public static final int BINARY = 0x0080;
    /** ENUM. */
    public static final int ENUM = 0x0100;
    /** AUTO_INCREMENT. */
    public static final int AUTO_INCREMENT = 0x0200;
    /** TIMESTAMP. */
    public static final int TIMESTAMP = 0x0400;
    /** SET. */
    public static final int SET = 0x0800;
    /** Without a default value. */
    public static final int NO_DEFAULT_VALUE = 0x1000;
    /** A number. */
    public static final int NUM = 0x8000;

    private ColumnFlags() {}
}
