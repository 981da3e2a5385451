package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.io.IOException;

/**
 * What an SQL thread writes to the error log, in the words that MySQL 5.7 and MariaDB have in common; see {@link ChannelLog}
 * for those that differ. Used by the applier's thread.
 */
final class ApplierLog {
    private final ChannelLog log;

    /** For the channel of that name. */
    ApplierLog(ReplicaHost host, String channel) {
        log = new ChannelLog(host, channel);
    }

    private static String name(BinlogPosition position) {
        return position.file().isEmpty() ? "FIRST" : position.file();
    }

    /** The thread begins. */
    void initialized(ChannelProgress.Applied start) {
        log.note("Slave SQL thread" + log.forChannel() + " initialized, starting replication in log '"
                + name(start.executed()) + "' at position " + start.executed().offset() + ", relay log './"
                + start.relay().file() + "' position: " + start.relay().offset());
    }

    /** The thread ends, for whatever reason. */
    void exiting(BinlogPosition executed) {
        log.note("Slave SQL thread" + log.forChannel() + " exiting, replication stopped in log '" + name(executed)
                + "' at position " + executed.offset());
    }

    /** An event could not be applied: what {@code Last_SQL_Error} shows, what the statement said, where the thread stopped. */
    void failed(int errno, String message, String cause, BinlogPosition executed) {
        log.report("SQL", errno, message);
        log.warning("Slave: " + cause + " Error_code: " + errno);
        log.error("Error running query, slave SQL thread aborted. Fix the problem, and restart the slave SQL thread "
                + "with \"SLAVE START\". We stopped at log '" + name(executed) + "' position " + executed.offset());
    }

    /** A transaction is tried again no more. */
    void retriedInVain(long times, int errno) {
        log.report("SQL", errno, "Slave SQL thread retried transaction " + times
                + " time(s) in vain, giving up. Consider raising the value of the slave_transaction_retries variable.");
    }

    /** The relay log cannot be read. */
    void unreadable(IOException why) {
        log.error(RelayReadError.line(why));
        log.error(
                "Error reading relay log event" + log.forChannel() + ": slave SQL thread aborted because of I/O error");
    }

    /** The thread ends because it has come to where it was told to. */
    void reached(String what) {
        log.note("Slave SQL thread" + log.forChannel() + " stopped because " + what);
    }
}
