package dev.lockstep.engine.channel;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.Words;

/** A channel's texts as its version says them: 8.0.26 and later say source and replica (seen on 8.0.33). */
final class ReceiverWords {
    private final ServerProfile profile;

    ReceiverWords(ServerProfile profile) {
        this.profile = profile;
    }

    /** A fixed text, without names that a user has given. */
    String of(String text) {
        return profile.words() == Words.MASTER_SLAVE
                ? text
                : text.replace("master", "source").replace("slave", "replica").replace("Slave", "Replica");
    }

    /** The number of an error in {@code SHOW SLAVE STATUS}: 8.0 has own ones where the text is of the server's log. */
    int errno(int errno) {
        if (profile.words() == Words.MASTER_SLAVE) {
            return errno;
        }
        return switch (errno) {
            case ReceiverFailure.FATAL_ERROR -> 13117;
            case DumpFailedException.FATAL_ERROR_READING_BINLOG -> 13114;
            default -> errno;
        };
    }

    /** MySQL 5.7 does not say why. */
    String connectError(ChannelConfiguration to, String reason, long attempts) {
        if (profile.words() == Words.SOURCE_REPLICA) {
            return "Error connecting to source '" + to.source() + "'. This was attempt " + (attempts + 1) + "/"
                    + to.retryCount() + ", with a delay of " + to.connectRetrySeconds()
                    + " seconds between attempts. Message: " + reason;
        }
        String times = switch (profile.dialect()) {
            case MYSQL -> "  retries: " + (attempts + 1);
            case MARIADB -> "  maximum-retries: " + to.retryCount() + "  message: " + reason;
        };
        return "error connecting to master '" + to.source() + "' - retry-time: " + to.connectRetrySeconds() + times;
    }
}
