package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;

/** A source m with the replicas s1 and s2, told by hand: one millisecond for each event. */
final class ToldPair {
    static final long MILLI = 1_000_000;
    private static final int XID = 16;

    final TraceLog log = new TraceLog();
    long nanos;

    ToldPair() {
        String[] names = {"m", "s1", "s2"};
        for (int i = 0; i < names.length; i++) {
            log.emit(new TraceEvent.NodeStarted(tick(), names[i], "mysql-5.7.23", i + 1L, "127.0.0.1", 4000 + i));
        }
        log.emit(new TraceEvent.ChannelConfigured(tick(), "s1", "", "localhost", 4000));
        log.emit(new TraceEvent.ChannelConfigured(tick(), "s2", "", "127.0.0.1", 4000));
    }

    static BinlogPosition at(long offset) {
        return new BinlogPosition("bin.000001", offset);
    }

    static TransactionId id(long offset) {
        return new TransactionId("m", at(offset));
    }

    long tick() {
        nanos += MILLI;
        return nanos;
    }

    void tell(TraceEvent event) {
        log.emit(event);
    }

    /** Into the binlog, by that session. */
    void flush(int thread, long end) {
        tell(new TraceEvent.TransactionFlushed(tick(), "m", thread, at(end)));
    }

    void sync(long end) {
        tell(new TraceEvent.GroupSynced(tick(), "m", 1, at(end), 1));
    }

    /** Sent to a replica, 2 or 3, and received; not yet in the file of the relay log. */
    void send(int serverId, long end) {
        tell(new TraceEvent.EventSent(tick(), "m", 50 + serverId, serverId, XID, at(end), 31, true, nanos - MILLI / 2));
        tell(new TraceEvent.EventReceived(tick(), "s" + (serverId - 1), "", XID, at(end), 31, true, nanos - MILLI / 2));
    }

    void relay(int serverId, long end, boolean synced) {
        tell(new TraceEvent.RelayLogWritten(tick(), "s" + (serverId - 1), "", at(end), synced));
    }

    void ack(int serverId, long end) {
        tell(new TraceEvent.AckSent(tick(), "s" + (serverId - 1), "", at(end)));
        tell(new TraceEvent.AckReceived(tick(), "m", 9, serverId, at(end)));
    }

    /** In the tables, and its client has the OK. */
    void finish(int thread, long end) {
        store(thread, end);
        tell(new TraceEvent.TransactionCommitted(tick(), "m", thread, at(end), true));
        tell(new TraceEvent.ClientAnswered(tick(), "m", thread));
    }

    void store(int thread, long end) {
        tell(new TraceEvent.TransactionStored(tick(), "m", thread, at(end)));
    }

    void stop(String node, TraceEvent.NodeStopped.How how) {
        tell(new TraceEvent.NodeStopped(tick(), node, how));
    }

    JourneyBook book() {
        return new JourneyTimeline(log).latest();
    }

    Ledger.Outlook outlook() {
        return Ledger.of(book(), nanos, 10).outlooks().getFirst();
    }
}
