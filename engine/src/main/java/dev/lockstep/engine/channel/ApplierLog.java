package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.world.ServerLog;

/**
 * What an SQL thread writes to the error log, in the words of MySQL 5.7 and of MariaDB: the one names the channel within the
 * text, even the default channel, the other in front of it. Used by the applier's thread.
 */
final class ApplierLog {
    private final ServerLog log;
    private final boolean mariaDb;
    private final String prefix;
    private final String forChannel;

    /** For the channel of that name. */
    ApplierLog(ReplicaHost host, String channel) {
        log = host.log();
        mariaDb = host.profile().dialect() == Dialect.MARIADB;
        prefix = mariaDb && !channel.isEmpty() ? "Master '" + channel + "': " : "";
        forChannel = mariaDb ? "" : " for channel '" + channel + "'";
    }

    private static String name(BinlogPosition position) {
        return position.file().isEmpty() ? "FIRST" : position.file();
    }

    /** The thread begins. */
    void initialized(ChannelProgress.Applied start) {
        log.note(prefix + "Slave SQL thread" + forChannel + " initialized, starting replication in log '"
                + name(start.executed()) + "' at position " + start.executed().offset() + ", relay log './"
                + start.relay().file() + "' position: " + start.relay().offset());
    }

    /** The thread ends, for whatever reason. */
    void exiting(BinlogPosition executed) {
        log.note(prefix + "Slave SQL thread" + forChannel + " exiting, replication stopped in log '" + name(executed)
                + "' at position " + executed.offset());
    }

    /** An event could not be applied: what {@code Last_SQL_Error} shows, what the statement said, where the thread stopped. */
    void failed(int errno, String message, String cause, BinlogPosition executed) {
        report(errno, message);
        log.warning(prefix + "Slave: " + cause + " Error_code: " + errno);
        log.error(prefix + "Error running query, slave SQL thread aborted. Fix the problem, and restart the slave SQL thread "
                + "with \"SLAVE START\". We stopped at log '" + name(executed) + "' position " + executed.offset());
    }

    /** An error as it is reported there. */
    void report(int errno, String message) {
        log.error(prefix + "Slave SQL" + forChannel + ": " + message
                + (mariaDb ? ", Internal MariaDB error code: " : ", Error_code: ") + errno);
    }

    /** A transaction is tried again no more. */
    void retriedInVain(long times, int errno) {
        report(errno, "Slave SQL thread retried transaction " + times
                + " time(s) in vain, giving up. Consider raising the value of the slave_transaction_retries variable.");
    }

    /** The relay log cannot be read. */
    void unreadable(String why) {
        log.error(prefix + "Error reading relay log event" + forChannel + ": " + why);
    }

    /** The thread ends because it has come to where it was told to. */
    void reached(String what) {
        log.note(prefix + "Slave SQL thread" + forChannel + " stopped because " + what);
    }
}
