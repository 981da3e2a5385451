package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.Map;

/**
 * Where a channel connects to: what {@code CHANGE MASTER TO} sets and {@code master.info} keeps.
 *
 * @param host source's host, empty if the channel is not configured
 * @param port source's port
 * @param user account
 * @param password in clear, as the server keeps it
 * @param connectRetrySeconds pause between attempts to connect
 * @param retryCount attempts to connect before giving up
 * @param heartbeatNanos heartbeat period asked of the source, 0 for none
 * @param autoPosition whether to ask by GTID
 * @param options what else CHANGE MASTER TO sets
 */
public record ChannelConfiguration(String host, int port, String user, String password, int connectRetrySeconds,
        long retryCount, long heartbeatNanos, boolean autoPosition, ChannelOptions options) {
    /** A channel that was never configured. */
    public static final ChannelConfiguration NONE = new ChannelConfiguration("", 3306, "", "", 60, 86_400,
            30_000_000_000L, false, ChannelOptions.NONE);

    /** Whether CHANGE MASTER TO was given a host. */
    public boolean configured() {
        return !host.isEmpty();
    }

    /** {@code user@host:port}. */
    public String source() {
        return user + "@" + host + ":" + port;
    }

    /** With what a statement names. */
    public ChannelConfiguration with(ChannelChange change) {
        return new ChannelConfiguration(or(change.host(), host), or(change.port(), port), or(change.user(), user),
                or(change.password(), password), or(change.connectRetrySeconds(), connectRetrySeconds),
                or(change.retryCount(), retryCount), or(change.heartbeatNanos(), heartbeatNanos),
                or(change.autoPosition(), autoPosition), options.with(change.options()));
    }

    ChannelConfiguration delayed(int seconds) {
        return with(new ChannelOptions.Change(seconds, null, null, null, null, Map.of()));
    }

    /** That asks for its events so. */
    ChannelConfiguration asking(GtidUse use) {
        return with(new ChannelOptions.Change(null, null, null, null, use, Map.of()));
    }

    private ChannelConfiguration with(ChannelOptions.Change change) {
        return new ChannelConfiguration(host, port, user, password, connectRetrySeconds, retryCount, heartbeatNanos,
                autoPosition, options.with(change));
    }

    /** Where the receiver is to begin after that statement, given where it is now. */
    static BinlogPosition startAfter(ChannelChange change, BinlogPosition now) {
        boolean named = change.logFile() != null || change.logPosition() != null;
        if (named) {
            return new BinlogPosition(or(change.logFile(), now.file()),
                    Math.max(BinlogPosition.FIRST_OFFSET, or(change.logPosition(), BinlogPosition.FIRST_OFFSET)));
        }
        boolean moved = change.host() != null || change.port() != null;
        return moved ? new BinlogPosition("", BinlogPosition.FIRST_OFFSET) : now;
    }

    private static <T> T or(@org.jspecify.annotations.Nullable T named, T old) {
        return named == null ? old : named;
    }
}
