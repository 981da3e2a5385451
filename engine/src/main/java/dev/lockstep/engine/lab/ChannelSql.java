package dev.lockstep.engine.lab;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * The statements that are about one channel, in the words of its replica's server (semisync.md G.1): MariaDB names a
 * connection behind the verb, MySQL a channel at the end, and MySQL 8.4 knows master and slave no more. The default channel
 * has the empty name and is not named.
 */
public final class ChannelSql {
    private static final int MARIADB_BY_GTID = 1010;
    private static final int MARIADB_THAT_VERIFIES = 1104;
    private static final int MYSQL_WITH_KEY_EXCHANGE = 800;
    private static final int MYSQL_WITHOUT_MASTER = 804;

    private final Dialect dialect;
    private final int release;
    private final String channel;

    /** For a channel of a replica with that profile. */
    public ChannelSql(ServerProfile profile, String channel) {
        dialect = profile.dialect();
        release = release(profile.version());
        this.channel = channel;
    }

    /** 1011 for 10.11; 0 for what is no version. */
    private static int release(String version) {
        String[] numbers = version.replaceFirst("^5\\.5\\.5-(?=1\\d\\.)", "").split("[^0-9]", 3);
        return numbers.length < 2 || !numbers[0].matches("\\d{1,3}") || !numbers[1].matches("\\d{1,2}")
                ? 0
                : Integer.parseInt(numbers[0]) * 100 + Integer.parseInt(numbers[1]);
    }

    /** Points the channel to a source, as that address's account; from a position of the source, or where it was. */
    public String changeSource(NodeAddress source, @Nullable BinlogPosition from) {
        String who = modern() ? "SOURCE" : "MASTER";
        String position = from == null
                ? ""
                : ", " + who + "_LOG_FILE = '" + quote(from.file()) + "', " + who + "_LOG_POS = " + from.offset();
        String password = source.password().isEmpty()
                ? ""
                : ", " + who + "_PASSWORD = '" + quote(source.password()) + "'" + keyExchange(who);
        return (modern() ? "CHANGE REPLICATION SOURCE" : "CHANGE MASTER" + before()) + " TO " + who + "_HOST = '"
                + quote(source.host()) + "', " + who + "_PORT = " + source.port() + ", " + who + "_USER = '"
                + quote(source.user()) + "'" + password + ", " + who + "_CONNECT_RETRY = 1" + position + behind();
    }

    /** A password goes to caching_sha2_password without TLS only if the replica may ask for the source's key. */
    private String keyExchange(String who) {
        return dialect == Dialect.MYSQL && release >= MYSQL_WITH_KEY_EXCHANGE
                ? ", GET_" + who + "_PUBLIC_KEY = 1"
                : "";
    }

    /** For a real replica and a source on this machine: MariaDB 11.4 wants a certificate that it can verify. */
    String withoutTls(String change) {
        return dialect == Dialect.MARIADB && release >= MARIADB_THAT_VERIFIES ? change + ", MASTER_SSL = 0" : change;
    }

    /**
     * For a change without a position: the lab's channels ask by file and position, as MariaDB did before 10.10. By GTID two
     * sources that write the same domain would be one to the replica.
     */
    String byPosition(String change) {
        return dialect == Dialect.MARIADB && release >= MARIADB_BY_GTID ? change + ", MASTER_USE_GTID = no" : change;
    }

    /** Starts both threads. */
    public String start() {
        return modern() ? "START REPLICA" + behind() : "START SLAVE" + before() + behind();
    }

    /** Stops both threads. */
    public String stop() {
        return modern() ? "STOP REPLICA" + behind() : "STOP SLAVE" + before() + behind();
    }

    /** Forgets the channel. */
    public String forget() {
        return modern() ? "RESET REPLICA ALL" + behind() : "RESET SLAVE" + before() + " ALL" + behind();
    }

    /** Asks how it stands. */
    public String status() {
        return modern() ? "SHOW REPLICA STATUS" + behind() : "SHOW SLAVE" + before() + " STATUS" + behind();
    }

    /** Asks how all channels stand; MariaDB tells of all only if it is asked for all. */
    String statusOfAll() {
        return modern()
                ? "SHOW REPLICA STATUS"
                : dialect == Dialect.MARIADB ? "SHOW ALL SLAVES STATUS" : "SHOW SLAVE STATUS";
    }

    /** Asks where the binlog ends. */
    String binlogEnd() {
        return modern() ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
    }

    private boolean modern() {
        return dialect == Dialect.MYSQL && release >= MYSQL_WITHOUT_MASTER;
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
