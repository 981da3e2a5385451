package dev.lockstep.engine.lab;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * The statements that are about one channel, in the words of its replica's server (semisync.md G.1): MariaDB names a
 * connection behind the verb, MySQL a channel at the end. The default channel has the empty name and is not named.
 */
public final class ChannelSql {
    private final Dialect dialect;
    private final String channel;

    /** For a channel of a replica with that profile. */
    public ChannelSql(ServerProfile profile, String channel) {
        dialect = profile.dialect();
        this.channel = channel;
    }

    /** Points the channel to a source on this machine; from a position of the source, or where it was. */
    public String changeSource(int port, String user, @Nullable BinlogPosition from) {
        String position = from == null
                ? ""
                : ", MASTER_LOG_FILE = '" + quote(from.file()) + "', MASTER_LOG_POS = " + from.offset();
        return "CHANGE MASTER" + before() + " TO MASTER_HOST = '127.0.0.1', MASTER_PORT = " + port + ", MASTER_USER = '"
                + quote(user) + "', MASTER_CONNECT_RETRY = 1" + position + behind();
    }

    /** Starts both threads. */
    public String start() {
        return "START SLAVE" + before() + behind();
    }

    /** Stops both threads. */
    public String stop() {
        return "STOP SLAVE" + before() + behind();
    }

    /** Forgets the channel. */
    public String forget() {
        return "RESET SLAVE" + before() + " ALL" + behind();
    }

    /** Asks how it stands. */
    public String status() {
        return "SHOW SLAVE" + before() + " STATUS" + behind();
    }

    private String before() {
        return channel.isEmpty() || dialect == Dialect.MYSQL ? "" : " '" + quote(channel) + "'";
    }

    private String behind() {
        return channel.isEmpty() || dialect == Dialect.MARIADB ? "" : " FOR CHANNEL '" + quote(channel) + "'";
    }

    private static String quote(String text) {
        return text.replace("\\", "\\\\").replace("'", "''");
    }
}
