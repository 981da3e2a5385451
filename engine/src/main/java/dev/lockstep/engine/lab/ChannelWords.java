package dev.lockstep.engine.lab;

import dev.lockstep.engine.profile.ServerProfile.Dialect;

/**
 * Statements about a channel in the words of a server's family: MariaDB names it behind the verb, which every version of it
 * understands, MySQL in a clause at the end (semisync.md G.1). The default channel is not named.
 *
 * @param dialect of the server that is spoken to
 * @param channel empty for the default one
 */
record ChannelWords(Dialect dialect, String channel) {
    static ChannelWords of(LabNode node, String channel) {
        return new ChannelWords(node.profile().dialect(), channel);
    }

    String change(String options) {
        return "CHANGE MASTER" + named() + " TO " + options + clause();
    }

    String start() {
        return "START SLAVE" + named() + clause();
    }

    String stop() {
        return "STOP SLAVE" + named() + clause();
    }

    String resetAll() {
        return "RESET SLAVE" + named() + " ALL" + clause();
    }

    String status() {
        return "SHOW SLAVE" + named() + " STATUS" + clause();
    }

    private String named() {
        return dialect == Dialect.MARIADB && !channel.isEmpty() ? " '" + quoted(channel) + "'" : "";
    }

    private String clause() {
        return dialect == Dialect.MYSQL && !channel.isEmpty() ? " FOR CHANNEL '" + quoted(channel) + "'" : "";
    }

    /** Text for between single quotes. */
    static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "''");
    }
}
