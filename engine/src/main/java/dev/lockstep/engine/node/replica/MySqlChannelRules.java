package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.channel.ChannelConfiguration;
import dev.lockstep.engine.channel.ChannelRefusedException;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.sql.SqlError;
import java.util.Collection;

/** MySQL 5.7: names are shown in lower case, at most 256 channels, several of which may have the same source. */
final class MySqlChannelRules implements ChannelRules {
    @Override
    public String lockName() {
        return "LOCK_channel_map";
    }

    @Override
    public String shown(String name) {
        return ChannelRules.key(name);
    }

    @Override
    public SqlError unknown(String name) {
        return SqlError.of(3074, "Slave channel '" + name + "' does not exist.");
    }

    @Override
    public SqlError badName(String name) {
        return SqlError.of(3076, "Couldn't create channel: Channel name is either invalid or too long.");
    }

    @Override
    public SqlError tooMany(String name, int most) {
        return SqlError.of(3080, "Maximum number of replication channels allowed exceeded.");
    }

    @Override
    public int most() {
        return 256;
    }

    @Override
    public void checkAddress(ReplicationChannel channel, ChannelConfiguration wanted,
            Collection<ReplicationChannel> all) {
        // allowed
    }

    @Override
    public SqlError refused(ReplicationChannel channel, ChannelRefusedException refusal) {
        return SqlError.of(refusal.errno(), String.valueOf(refusal.getMessage()));
    }
}
