package dev.lockstep.engine.semisync.source;

import java.util.concurrent.atomic.AtomicLong;

/** The counters behind {@link SemiSyncStatus}. Guarded by {@code LOCK_binlog_}, but for those of the network. */
final class SemiSyncCounters {
    long yesTransactions;
    long noTransactions;
    int waitSessions;
    long timesSwitchedOff;
    long timeFunctionFailures;
    long waitPositionBacktraverse;
    long transactionWaits;
    long transactionWaitMicros;
    /** Counted by dump threads without a lock, as the server does. */
    final AtomicLong netWaits = new AtomicLong();
    /** Of dump threads that read ACKs themselves. */
    final AtomicLong netWaitMicros = new AtomicLong();

    /** RESET MASTER: all of them, even the number of sessions that wait now (semisync.md C.8). */
    void reset() {
        resetExported();
        waitSessions = 0;
        transactionWaits = 0;
        transactionWaitMicros = 0;
        netWaits.set(0);
        netWaitMicros.set(0);
    }

    /** FLUSH STATUS: those that the server exports as plain numbers; the others are computed when shown. */
    void resetExported() {
        yesTransactions = 0;
        noTransactions = 0;
        timesSwitchedOff = 0;
        timeFunctionFailures = 0;
        waitPositionBacktraverse = 0;
    }

    void waited(long micros) {
        if (micros < 0) {
            timeFunctionFailures++;
        } else {
            transactionWaits++;
            transactionWaitMicros += micros;
        }
    }

    SemiSyncStatus status(boolean on, int clients) {
        return new SemiSyncStatus(on, clients, yesTransactions, noTransactions, waitSessions, timesSwitchedOff,
                timeFunctionFailures, waitPositionBacktraverse, transactionWaits, transactionWaitMicros, netWaits.get(),
                netWaitMicros.get());
    }
}
