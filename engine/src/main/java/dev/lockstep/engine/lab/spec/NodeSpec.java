package dev.lockstep.engine.lab.spec;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server of a topology.
 *
 * @param name unique in the topology
 * @param profile name of a {@link dev.lockstep.engine.profile.ServerProfile}; empty for a real server
 * @param serverId 0 for its place in the file, counted from 1
 * @param port 0 to let the system choose one
 * @param variables set before the start, as in my.cnf, in file order
 * @param clock what its clock shows when the lab starts; null for the system's time
 * @param server the real server that stands here; null for a node of the lab
 */
public record NodeSpec(String name, String profile, long serverId, int port, Map<String, String> variables,
        @Nullable Instant clock, @Nullable ServerSpec server) {
    /** A node of the lab. */
    public NodeSpec(String name, String profile, long serverId, int port, Map<String, String> variables,
            @Nullable Instant clock) {
        this(name, profile, serverId, port, variables, clock, null);
    }

    /** A server with the system's time. */
    public NodeSpec(String name, String profile, long serverId, int port, Map<String, String> variables) {
        this(name, profile, serverId, port, variables, null, null);
    }

    /** Keeps an own copy. */
    public NodeSpec {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** Whether a real server stands here. */
    public boolean real() {
        return server != null;
    }

    /** The same with another profile. */
    public NodeSpec withProfile(String other) {
        return new NodeSpec(name, other, serverId, port, variables, clock, server);
    }

    /** The same with other variables. */
    public NodeSpec withVariables(Map<String, String> others) {
        return new NodeSpec(name, profile, serverId, port, others, clock, server);
    }

    /** The same on another port. */
    public NodeSpec withPort(int other) {
        return new NodeSpec(name, profile, serverId, other, variables, clock, server);
    }

    /** The same with that server id. */
    public NodeSpec withServerId(long other) {
        return new NodeSpec(name, profile, other, port, variables, clock, server);
    }
}
