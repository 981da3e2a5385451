package dev.lockstep.engine.sql;

import dev.lockstep.engine.wire.ServerError;

/**
 * A statement was refused or failed: what a client sees as an ERR packet. Number, SQL state and text are the server's.
 * Checked, because every caller has to decide between telling a client and stopping a replication thread.
 */
public final class SqlError extends Exception {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String sqlState;

    /** An error with its own state. */
    public SqlError(int code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    /** An error with the state that servers give to this number. */
    public static SqlError of(int code, String message) {
        return new SqlError(code, SqlStates.of(code), message);
    }

    /** 1064 for text that the parser does not understand, with what is left of it and its line (from 1). */
    public static SqlError syntax(String near, int line) {
        String shown = near.length() > 80 ? near.substring(0, 80) : near;
        return of(1064, "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server"
                + " version for the right syntax to use near '" + shown + "' at line " + line);
    }

    /** 1193. */
    public static SqlError unknownVariable(String name) {
        return of(1193, "Unknown system variable '" + name + "'");
    }

    /** 1235: understood, and not done by this server. */
    public static SqlError notSupported(String what) {
        return of(1235, "This version of Lockstep doesn't yet support '" + what + "'");
    }

    /** Server's error number, such as 1064. */
    public int code() {
        return code;
    }

    /** Five characters, such as {@code 42000}. */
    public String sqlState() {
        return sqlState;
    }

    /** The text for the client. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** As it goes on the wire. */
    public ServerError toServerError() {
        return new ServerError(code, sqlState, text());
    }
}
