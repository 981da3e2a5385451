package dev.lockstep.engine.lab.spec;

/**
 * A replication channel.
 *
 * @param replica node that follows
 * @param source node that is followed
 * @param name of the channel, empty for the default one
 * @param user as whom the replica connects
 * @param password of that account, empty for none
 */
public record ChannelSpec(String replica, String source, String name, String user, String password) {
    /** The account that every node has for replicas. */
    public static final String DEFAULT_USER = "repl";

    /** Without a password. */
    public ChannelSpec(String replica, String source, String name, String user) {
        this(replica, source, name, user, "");
    }

    /** The default channel of the replica. */
    public static ChannelSpec of(String replica, String source) {
        return new ChannelSpec(replica, source, "", DEFAULT_USER);
    }

    /** The same from another source. */
    public ChannelSpec from(String other) {
        return new ChannelSpec(replica, other, name, user, password);
    }
}
