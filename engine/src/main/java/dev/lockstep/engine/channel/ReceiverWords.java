package dev.lockstep.engine.channel;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.Words;

/** The receiver's texts as its version says them: 8.0.26 and later say source and replica (seen on 8.0.33). */
final class ReceiverWords {
    private final ServerProfile profile;

    ReceiverWords(ServerProfile profile) {
        this.profile = profile;
    }

    /** A fixed text, without names that a user has given. */
    String of(String text) {
        return profile.words() == Words.MASTER_SLAVE
                ? text
                : text.replace("master", "source").replace("slave", "replica");
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
