package dev.lockstep.engine.semisync.source;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A moment's values of the {@code Rpl_semi_sync_master_*} status variables of MySQL 5.7 (semisync.md C.3). Times are
 * microseconds.
 *
 * @param on whether semi-sync is enabled and operating
 * @param clients registered semi-sync dump threads
 * @param yesTransactions commits that ended acknowledged
 * @param noTransactions commits that ended otherwise
 * @param waitSessions sessions in the wait now
 * @param timesSwitchedOff how often it was switched off
 * @param timeFunctionFailures how often the clock went backwards during a wait
 * @param waitPositionBacktraverse how often a new waiter lowered the smallest wait position
 * @param transactionWaits waits that ended with a wake-up
 * @param transactionWaitMicros their sum
 * @param netWaits flushes after an event that wants an ACK, or reads of ACKs by dump threads
 * @param netWaitMicros time of such reads; 0 since 5.7, where no dump thread reads ACKs
 */
public record SemiSyncStatus(boolean on, int clients, long yesTransactions, long noTransactions, int waitSessions,
        long timesSwitchedOff, long timeFunctionFailures, long waitPositionBacktraverse, long transactionWaits,
        long transactionWaitMicros, long netWaits, long netWaitMicros) {
    private static final String PREFIX = "Rpl_semi_sync_master_";

    /** Names and values as {@code SHOW STATUS} prints them, sorted by name. */
    public Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, "clients", clients);
        put(all, "net_avg_wait_time", average(netWaitMicros, netWaits));
        put(all, "net_wait_time", netWaitMicros);
        put(all, "net_waits", netWaits);
        put(all, "no_times", timesSwitchedOff);
        put(all, "no_tx", noTransactions);
        all.put(PREFIX + "status", on ? "ON" : "OFF");
        put(all, "timefunc_failures", timeFunctionFailures);
        put(all, "tx_avg_wait_time", average(transactionWaitMicros, transactionWaits));
        put(all, "tx_wait_time", transactionWaitMicros);
        put(all, "tx_waits", transactionWaits);
        put(all, "wait_pos_backtraverse", waitPositionBacktraverse);
        put(all, "wait_sessions", waitSessions);
        put(all, "yes_tx", yesTransactions);
        return all;
    }

    private static void put(Map<String, String> all, String name, long value) {
        all.put(PREFIX + name, Long.toString(value));
    }

    private static long average(long sum, long count) {
        return count == 0 ? 0 : sum / count;
    }
}
