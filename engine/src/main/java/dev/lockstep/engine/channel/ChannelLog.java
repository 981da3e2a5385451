package dev.lockstep.engine.channel;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.trace.TraceEvent.LogLine.Level;
import dev.lockstep.engine.world.ServerLog;

/**
 * The error log as a channel's threads write it. MySQL names the channel within the text, MariaDB in front of it; errors end
 * with their number in the family's own words. Any thread may write.
 */
final class ChannelLog implements ServerLog {
    private final ServerLog log;
    private final Dialect dialect;
    private final String forChannel;
    private final ReceiverWords words;

    ChannelLog(ReplicaHost host, String channel) {
        words = new ReceiverWords(host.profile());
        dialect = host.profile().dialect();
        boolean front = dialect == Dialect.MARIADB && !channel.isEmpty();
        log = host.log().prefixed(front ? "Master '" + channel + "': " : "");
        forChannel = dialect == Dialect.MARIADB ? "" : " for channel '" + channel + "'";
    }

    @Override
    public void write(Level level, String text) {
        log.write(level, text);
    }

    /** What follows the thread's name: nothing, or which channel. */
    String forChannel() {
        return forChannel;
    }

    /** An error of the receiver ({@code I/O}) or applier ({@code SQL}) as it is reported there. */
    void report(String thread, int errno, String message) {
        error(words.of("Slave ") + thread + forChannel + ": " + message
                + (dialect == Dialect.MARIADB ? ", Internal MariaDB error code: " : ", Error_code: ")
                + words.logged(errno));
    }
}
