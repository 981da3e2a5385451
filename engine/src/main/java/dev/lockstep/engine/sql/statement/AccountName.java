package dev.lockstep.engine.sql.statement;

/** {@code 'user'@'host'}; the host is {@code %} if none was written. */
public record AccountName(String user, String host) {
    @Override
    public String toString() {
        return "'" + user + "'@'" + host + "'";
    }
}
