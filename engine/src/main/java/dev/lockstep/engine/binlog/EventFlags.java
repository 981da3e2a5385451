package dev.lockstep.engine.binlog;

/** Bits of {@link EventHeader#flags()} (semisync.md B.1). */
public final class EventFlags {
    /** In a file's format description: the file is being written, or its server crashed. */
    public static final int IN_USE = 0x1;
    /** The statement used a temporary table. */
    public static final int THREAD_SPECIFIC = 0x4;
    /** Print no {@code USE} before the statement. */
    public static final int SUPPRESS_USE = 0x8;
    /** Made up by the sender; not in the source's file. */
    public static final int ARTIFICIAL = 0x20;
    /** The event stands in a relay log as its own format description. */
    public static final int RELAY_LOG = 0x40;
    /** A reader that does not know the type may skip the event. */
    public static final int IGNORABLE = 0x80;

    /** MariaDB: the session that wrote it had {@code skip_replication}. */
    public static final int SKIP_REPLICATION = 0x8000;

    private EventFlags() {}
}
