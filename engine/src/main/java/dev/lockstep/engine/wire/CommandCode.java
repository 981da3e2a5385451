package dev.lockstep.engine.wire;

/** First byte of a command packet, under the server's name. */
public final class CommandCode {
    /** COM_SLEEP: internal, refused. */
    public static final int SLEEP = 0x00;
    /** COM_QUIT. */
    public static final int QUIT = 0x01;
    /** COM_INIT_DB. */
    public static final int INIT_DB = 0x02;
    /** COM_QUERY. */
    public static final int QUERY = 0x03;
    /** COM_FIELD_LIST. */
    public static final int FIELD_LIST = 0x04;
    /** COM_SHUTDOWN. */
    public static final int SHUTDOWN = 0x08;
    /** COM_STATISTICS. */
    public static final int STATISTICS = 0x09;
    /** COM_PROCESS_KILL. */
    public static final int PROCESS_KILL = 0x0c;
    /** COM_DEBUG. */
    public static final int DEBUG = 0x0d;
    /** COM_PING. */
    public static final int PING = 0x0e;
    /** COM_CHANGE_USER. */
    public static final int CHANGE_USER = 0x11;
    /** COM_BINLOG_DUMP. */
    public static final int BINLOG_DUMP = 0x12;
    /** COM_REGISTER_SLAVE. */
    public static final int REGISTER_SLAVE = 0x15;
    /** COM_STMT_PREPARE. */
    public static final int STMT_PREPARE = 0x16;
    /** COM_STMT_EXECUTE. */
    public static final int STMT_EXECUTE = 0x17;
    /** COM_STMT_SEND_LONG_DATA. */
    public static final int STMT_SEND_LONG_DATA = 0x18;
    /** COM_STMT_CLOSE. */
    public static final int STMT_CLOSE = 0x19;
    /** COM_STMT_RESET. */
    public static final int STMT_RESET = 0x1a;
    /** COM_SET_OPTION. */
    public static final int SET_OPTION = 0x1b;
    /** COM_STMT_FETCH: cursors are not offered. */
    public static final int STMT_FETCH = 0x1c;
    /** COM_BINLOG_DUMP_GTID. */
    public static final int BINLOG_DUMP_GTID = 0x1e;
    /** COM_RESET_CONNECTION. */
    public static final int RESET_CONNECTION = 0x1f;

    private CommandCode() {}
}
