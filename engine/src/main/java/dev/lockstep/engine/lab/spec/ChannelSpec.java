package dev.lockstep.engine.lab.spec;

/**
 * A replication channel.
 *
 * @param replica node that follows
 * @param source node that is followed
 * @param name of the channel, empty for the default one
 * @param user as whom the replica connects, without a password
 */
public record ChannelSpec(String replica, String source, String name, String user) {
    /** The account that every node has for replicas. */
    public static final String DEFAULT_USER = "repl";

    /** The default channel of the replica. */
    public static ChannelSpec of(String replica, String source) {
        return new ChannelSpec(replica, source, "", DEFAULT_USER);
    }
}
