package dev.lockstep.engine.node;

import dev.lockstep.engine.profile.ServerProfile;
import java.util.Map;

/**
 * How a server is started: the command line and {@code my.cnf} in one.
 *
 * @param name the node's name in the lab; its {@code hostname}
 * @param profile which server version it behaves as
 * @param port loopback port to listen on, 0 to let the system choose
 * @param serverId {@code server_id}, 1 to 4294967295
 * @param variables further global variables by name, as an option file gives them
 */
public record NodeConfig(String name, ServerProfile profile, int port, long serverId, Map<String, String> variables) {
    private static final long MAX_SERVER_ID = 0xFFFF_FFFFL;

    /** Checks the numbers and keeps an own copy of the variables. */
    public NodeConfig {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException(name + ": port " + port + " is not between 0 and 65535");
        }
        if (serverId < 0 || serverId > MAX_SERVER_ID) {
            throw new IllegalArgumentException(
                    name + ": server_id " + serverId + " is not between 0 and " + MAX_SERVER_ID);
        }
        variables = Map.copyOf(variables);
    }
}
