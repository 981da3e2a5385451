package dev.lockstep.engine.wire;

/** Capability bits of greeting and login, an unsigned 32-bit word held in a long. Names without {@code CLIENT_}. */
public final class Capabilities {
    /** In a greeting: not a MariaDB that speaks of its extended capabilities (there the bit is 0). */
    public static final long LONG_PASSWORD = 1L;
    /** The client wants matched, not changed, rows as the affected rows of an UPDATE. */
    public static final long FOUND_ROWS = 1L << 1;
    /** Two bytes of column flags. */
    public static final long LONG_FLAG = 1L << 2;
    /** The login names a database. */
    public static final long CONNECT_WITH_DB = 1L << 3;
    /** Refuse {@code database.table.column}. */
    public static final long NO_SCHEMA = 1L << 4;
    /** Compressed packets (zlib) after the login. */
    public static final long COMPRESS = 1L << 5;
    /** ODBC client. */
    public static final long ODBC = 1L << 6;
    /** LOAD DATA LOCAL: never offered here. */
    public static final long LOCAL_FILES = 1L << 7;
    /** Spaces before a parenthesis are ignored. */
    public static final long IGNORE_SPACE = 1L << 8;
    /** Protocol 4.1: required here. */
    public static final long PROTOCOL_41 = 1L << 9;
    /** interactive_timeout instead of wait_timeout. */
    public static final long INTERACTIVE = 1L << 10;
    /** TLS, asked for by the beginning of a login. */
    public static final long SSL = 1L << 11;
    /** The client ignores SIGPIPE. */
    public static final long IGNORE_SIGPIPE = 1L << 12;
    /** Status flags speak of transactions. */
    public static final long TRANSACTIONS = 1L << 13;
    /** Old name of protocol 4.1. */
    public static final long RESERVED = 1L << 14;
    /** Scrambles of 20 bytes. */
    public static final long SECURE_CONNECTION = 1L << 15;
    /** Several statements in one query. */
    public static final long MULTI_STATEMENTS = 1L << 16;
    /** Several results for one query. */
    public static final long MULTI_RESULTS = 1L << 17;
    /** Several results for one execution of a prepared statement. */
    public static final long PS_MULTI_RESULTS = 1L << 18;
    /** Greeting and login name a password plugin. */
    public static final long PLUGIN_AUTH = 1L << 19;
    /** The login carries attributes. */
    public static final long CONNECT_ATTRS = 1L << 20;
    /** The login's password answer has a length-encoded length. */
    public static final long PLUGIN_AUTH_LENENC = 1L << 21;
    /** The client can handle an expired password. */
    public static final long CAN_HANDLE_EXPIRED_PASSWORDS = 1L << 22;
    /** OK packets may carry changes of the session's state: never offered here. */
    public static final long SESSION_TRACK = 1L << 23;
    /** A result set ends with an OK packet that starts with 0xfe, and has none after its columns. */
    public static final long DEPRECATE_EOF = 1L << 24;
    /** The client can do without column metadata: never offered here. */
    public static final long OPTIONAL_METADATA = 1L << 25;
    /** zstd: never offered here. */
    public static final long ZSTD_COMPRESSION = 1L << 26;
    /** Queries may carry attributes: never offered here. */
    public static final long QUERY_ATTRIBUTES = 1L << 27;
    /** MySQL 8.0.27 multi-factor authentication: never offered here. */
    public static final long MULTI_FACTOR_AUTHENTICATION = 1L << 28;
    /** MariaDB: progress reports (same bit as another MySQL one). */
    public static final long PROGRESS = 1L << 29;
    /** The client verifies the server's certificate; local to the client. */
    public static final long SSL_VERIFY_SERVER_CERT = 1L << 30;
    /** The client remembers its options; local to the client. */
    public static final long REMEMBER_OPTIONS = 1L << 31;

    /** What our servers offer. */
    public static final long SERVER = LONG_PASSWORD | FOUND_ROWS | LONG_FLAG | CONNECT_WITH_DB | NO_SCHEMA | ODBC
            | IGNORE_SPACE | PROTOCOL_41 | INTERACTIVE | IGNORE_SIGPIPE | TRANSACTIONS | RESERVED | SECURE_CONNECTION
            | MULTI_STATEMENTS | MULTI_RESULTS | PS_MULTI_RESULTS | PLUGIN_AUTH | CONNECT_ATTRS | PLUGIN_AUTH_LENENC
            | DEPRECATE_EOF | COMPRESS;

    /** What our clients ask for, if it is offered. */
    public static final long CLIENT = LONG_PASSWORD | LONG_FLAG | PROTOCOL_41 | TRANSACTIONS | RESERVED
            | SECURE_CONNECTION | MULTI_RESULTS | PS_MULTI_RESULTS | PLUGIN_AUTH | CONNECT_ATTRS | PLUGIN_AUTH_LENENC;

    private Capabilities() {}

    /** Whether {@code word} has every bit of {@code flags}. */
    public static boolean has(long word, long flags) {
        return (word & flags) == flags;
    }
}
