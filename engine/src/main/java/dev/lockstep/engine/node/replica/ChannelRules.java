package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.channel.ChannelConfiguration;
import dev.lockstep.engine.channel.ChannelFileNames;
import dev.lockstep.engine.channel.ChannelRefusedException;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.sql.SqlError;
import java.util.Collection;
import java.util.Locale;

/** What the dialects do not agree on about channels: names, limits, and the words of refusals. */
interface ChannelRules {
    /** Length of a name, in characters. */
    int MAX_NAME = 64;

    /** Those of a profile. */
    static ChannelRules of(ServerProfile profile) {
        return switch (profile.dialect()) {
            case MYSQL -> new MySqlChannelRules();
            case MARIADB -> new MariaDbChannelRules(profile.version());
        };
    }

    /** The lock under which channels are made and changed. */
    String lockName();

    /** As status shows it. */
    String shown(String name);

    /** There is no channel of that name. */
    SqlError unknown(String name);

    /** A name that no channel can have. */
    SqlError badName(String name);

    /** There may be no more than these. */
    SqlError tooMany(String name, int most);

    /** How many there may be. */
    int most();

    /** Refuses an address that {@code channel} is to have and another has, too. */
    void checkAddress(ReplicationChannel channel, ChannelConfiguration wanted, Collection<ReplicationChannel> all)
            throws SqlError;

    /** A channel's refusal in the dialect's words. */
    SqlError refused(ReplicationChannel channel, ChannelRefusedException refusal);

    /** Names are compared so. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Refuses names that are too long, or that the lists of names could not hold. */
    default void checkName(String name) throws SqlError {
        boolean control = name.chars().anyMatch(Character::isISOControl);
        if (control || name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME
                || ChannelFileNames.encode(name).length() > ChannelFileNames.MAX_LENGTH) {
            throw badName(name);
        }
    }
}
