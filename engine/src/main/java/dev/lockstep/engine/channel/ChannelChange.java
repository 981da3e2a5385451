package dev.lockstep.engine.channel;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code CHANGE MASTER TO} names; null is not named and stays, but for positions: naming host or port and no
 * position starts at the source's first file.
 *
 * @param host {@code MASTER_HOST}
 * @param port {@code MASTER_PORT}
 * @param user {@code MASTER_USER}
 * @param password {@code MASTER_PASSWORD}
 * @param logFile {@code MASTER_LOG_FILE}
 * @param logPosition {@code MASTER_LOG_POS}; below 4 is taken as 4
 * @param relayLogFile {@code RELAY_LOG_FILE}
 * @param relayLogPosition {@code RELAY_LOG_POS}
 * @param connectRetrySeconds {@code MASTER_CONNECT_RETRY}
 * @param retryCount {@code MASTER_RETRY_COUNT}
 * @param heartbeatNanos {@code MASTER_HEARTBEAT_PERIOD} in nanoseconds, 0 for none
 * @param autoPosition {@code MASTER_AUTO_POSITION}
 * @param options what is not about the way to the source
 */
public record ChannelChange(@Nullable String host, @Nullable Integer port, @Nullable String user,
        @Nullable String password, @Nullable String logFile, @Nullable Long logPosition, @Nullable String relayLogFile,
        @Nullable Long relayLogPosition, @Nullable Integer connectRetrySeconds, @Nullable Long retryCount,
        @Nullable Long heartbeatNanos, @Nullable Boolean autoPosition, ChannelOptions.Change options) {
    /** Whether it names anything that a running receiver would have to know. */
    boolean concernsReceiver() {
        return host != null || port != null || user != null || password != null || logFile != null
                || logPosition != null
                || relayLogFile != null || relayLogPosition != null || connectRetrySeconds != null || retryCount != null
                || heartbeatNanos != null || autoPosition != null || options.filters();
    }

    /** Whether it names another source or another place in its log: what was applied says nothing any more then. */
    public boolean moves() {
        return host != null || port != null || logFile != null || logPosition != null;
    }

    /** Nothing named but the source's address and account. */
    public static ChannelChange to(String host, int port, String user, String password) {
        return new ChannelChange(host, port, user, password, null, null, null, null, null, null, null, null,
                ChannelOptions.Change.NONE);
    }

    /** The same with a position of the source. */
    public ChannelChange from(String file, long position) {
        return new ChannelChange(host, port, user, password, file, position, relayLogFile, relayLogPosition,
                connectRetrySeconds, retryCount, heartbeatNanos, autoPosition, options);
    }

    /** The same with a pause between attempts to connect. */
    public ChannelChange connectRetry(int seconds) {
        return new ChannelChange(host, port, user, password, logFile, logPosition, relayLogFile, relayLogPosition,
                seconds, retryCount, heartbeatNanos, autoPosition, options);
    }

    /** The same with a heartbeat period. */
    public ChannelChange heartbeat(long nanos) {
        return new ChannelChange(host, port, user, password, logFile, logPosition, relayLogFile, relayLogPosition,
                connectRetrySeconds, retryCount, nanos, autoPosition, options);
    }

    /** The same with options. */
    public ChannelChange options(ChannelOptions.Change change) {
        return new ChannelChange(host, port, user, password, logFile, logPosition, relayLogFile, relayLogPosition,
                connectRetrySeconds, retryCount, heartbeatNanos, autoPosition, change);
    }
}
