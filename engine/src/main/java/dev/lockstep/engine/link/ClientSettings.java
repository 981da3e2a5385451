package dev.lockstep.engine.link;

import java.util.Map;

/**
 * How a client connects.
 *
 * @param host host
 * @param port port
 * @param user account
 * @param password in clear, empty for none
 * @param database to use, empty for none
 * @param collation {@link dev.lockstep.engine.wire.Collations}
 * @param attributes connection attributes in their order
 * @param timeoutNanos for connecting, and for each answer
 * @param maxPacketBytes largest packet taken
 */
public record ClientSettings(String host, int port, String user, String password, String database, int collation,
        Map<String, String> attributes, long timeoutNanos, int maxPacketBytes) {
    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
