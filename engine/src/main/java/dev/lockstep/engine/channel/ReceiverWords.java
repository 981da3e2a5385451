package dev.lockstep.engine.channel;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.Words;
import java.util.Locale;

/**
 * A channel's texts and numbers as its version says them, of the receiver, the applier and the dump thread: 8.0.26 and later
 * say source and replica. Seen on 8.0.33, and in its list of messages for the error log.
 */
final class ReceiverWords {
    private final ServerProfile profile;

    ReceiverWords(ServerProfile profile) {
        this.profile = profile;
    }

    /** A fixed text, without names that a user has given. */
    String of(String text) {
        return profile.words() == Words.MASTER_SLAVE
                ? text
                : text.replace("master", "source").replace("slave", "replica").replace("Slave", "Replica")
                        .replace("Master", "Source");
    }

    /**
     * The number of an error in {@code SHOW SLAVE STATUS}: 8.0 has own ones where the text is of the server's log. What a
     * statement or a row ends with keeps its number, but for a column that cannot be converted.
     */
    int errno(int errno) {
        if (profile.words() == Words.MASTER_SLAVE) {
            return errno;
        }
        return switch (errno) {
            case DumpFailedException.FATAL_ERROR_READING_BINLOG -> 13114;
            case ReceiverFailure.CHECKSUM -> 13115;
            case ReceiverFailure.FATAL_ERROR -> 13117;
            case EventQueue.HEARTBEAT_FAILURE -> 13118;
            case GroupApplier.INCIDENT -> 13119;
            case ReceiverFailure.SOURCE_COMMAND_FAILED -> 13120;
            case Applier.READ_FAILURE -> 13121;
            case ReceiverFailure.RELAY_LOG_WRITE -> 13122;
            case Receiver.PACKET_TOO_LARGE -> 13125;
            case GroupApplier.CONVERSION_FAILED -> 13146;
            default -> errno;
        };
    }

    /** The command that registers a replica. */
    String registration() {
        return profile.words() == Words.MASTER_SLAVE ? "COM_REGISTER_SLAVE" : "COM_REGISTER_REPLICA";
    }

    /** An error's number as the error log ends a line with it. */
    String logged(int errno) {
        return profile.words() == Words.MASTER_SLAVE
                ? String.valueOf(errno)
                : "MY-" + String.format(Locale.ROOT, "%06d", errno(errno));
    }

    /** Why an applier stops that cannot read its relay log. */
    String unreadable() {
        boolean names = profile.words() == Words.SOURCE_REPLICA;
        String family = profile.dialect() == Dialect.MARIADB ? "MariaDB" : "MySQL";
        return "Relay log read failure: "
                + of("Could not parse relay log event entry. The possible reasons are: the master's "
                        + "binary log is corrupted (you can check this by running 'mysqlbinlog' on the binary log), the slave's relay "
                        + "log is corrupted (you can check this by running 'mysqlbinlog' on the relay log), a network problem, ")
                + (names
                        ? "the server was unable to fetch a keyring key required to open an encrypted relay log file, "
                        : "")
                + of("or a bug in the master's or slave's ") + family
                + of(" code. If you want to check the master's binary "
                        + "log or slave's relay log, you will be able to know their names by issuing ")
                + (names ? "'SHOW REPLICA STATUS'" : "'SHOW SLAVE STATUS'") + of(" on this slave.");
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
