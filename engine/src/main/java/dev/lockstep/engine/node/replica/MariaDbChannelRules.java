package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.channel.ChannelConfiguration;
import dev.lockstep.engine.channel.ChannelRefusedException;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.statement.ServerVersion.Family;
import java.util.Collection;

/**
 * MariaDB: a channel is a connection and keeps its name as it was written; two connections to one address are refused. Texts
 * as MariaDB 10.11.19 was seen to answer.
 */
final class MariaDbChannelRules implements ChannelRules {
    private static final int NOT_CONFIGURED = 1200;
    private static final int RECEIVER_MUST_STOP = 3021;
    private static final int CHANNEL_MUST_STOP = 3081;
    private static final int MUST_STOP = 1198;

    private final boolean saysWhatIsMissing;

    MariaDbChannelRules(String version) {
        saysWhatIsMissing = ServerVersion.of(version, Family.MARIADB).number() >= 100_200;
    }

    @Override
    public String lockName() {
        return "LOCK_active_mi";
    }

    @Override
    public String shown(String name) {
        return name;
    }

    @Override
    public SqlError unknown(String name) {
        return SqlError.of(1617, "There is no master connection '" + name + "'");
    }

    @Override
    public SqlError badName(String name) {
        return SqlError.of(1210, "Incorrect arguments to MASTER_CONNECTION_NAME");
    }

    @Override
    public SqlError tooMany(String name, int most) {
        return SqlError.of(1041, "Out of memory: this node keeps " + most + " master connections at most, so '" + name
                + "' cannot be added; drop one with RESET SLAVE 'name' ALL");
    }

    @Override
    public int most() {
        return 1024;
    }

    @Override
    public void checkAddress(ReplicationChannel channel, ChannelConfiguration wanted,
            Collection<ReplicationChannel> all) throws SqlError {
        for (ReplicationChannel other : all) {
            ChannelConfiguration its = other.configuration();
            if (other != channel && other.configured() && its.host().equals(wanted.host())
                    && its.port() == wanted.port()) {
                throw SqlError.of(1934, "Connection '" + channel.name() + "' conflicts with existing connection '"
                        + other.name() + "'");
            }
        }
    }

    @Override
    public SqlError refused(ReplicationChannel channel, ChannelRefusedException refusal) {
        String name = channel.name();
        return switch (refusal.errno()) {
            case NOT_CONFIGURED -> SqlError.of(NOT_CONFIGURED, saysWhatIsMissing
                    ? "Misconfigured slave: MASTER_HOST was not set; Fix in config file or with CHANGE MASTER TO"
                    : "The server is not configured as slave; fix in config file or with CHANGE MASTER TO");
            case RECEIVER_MUST_STOP, CHANNEL_MUST_STOP -> SqlError.of(MUST_STOP,
                    "This operation cannot be performed as you have a running slave '" + name + "'; run STOP SLAVE '"
                            + name + "' first");
            default -> SqlError.of(refusal.errno(), String.valueOf(refusal.getMessage()));
        };
    }
}
