package dev.lockstep.app.sample;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.ChannelThread;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A recording made by hand in the shape of bug #89370: master m with four sessions, s1 that acknowledges, and s2 whose
 * new dump thread waits for the receiver's mutex from {@link #RESTART_NANOS} on. Only for tests of views: the same
 * seed gives the same recording.
 */
public final class StarvingTrace {
    /** When s2's dump thread asked for the mutex. */
    public static final long RESTART_NANOS = 1_000_000_000L;
    private static final long CYCLE_NANOS = 810_000;
    private static final long MICRO = 1_000;

    private final TraceLog log = new TraceLog();
    private final Random random = new Random(89370);
    private final LockName mutex = log.lock("m", "Ack_receiver::m_mutex");
    private final LockName logLock = log.lock("m", "LOCK_log");
    private final LockName syncLock = log.lock("m", "LOCK_sync");
    private final LockName commitLock = log.lock("m", "LOCK_commit");
    private final LockName binlogLock = log.lock("m", "LOCK_binlog_");
    private final ThreadTrack receiver = log.thread("m", "Ack_receiver", 1_000_000);
    private final ThreadTrack dumpToS1 = log.thread("m", "connection 9", 2_000_000);
    private final ThreadTrack[] sessions = new ThreadTrack[4];
    private final ThreadTrack dumpToS2 = log.thread("m", "connection 17", RESTART_NANOS - 2_000_000);
    private final List<TraceEvent> events = new ArrayList<>();
    private final int site = log.site("run");
    private final int addSlave = log.site("add_slave");
    private final long endNanos;

    /** Records until {@code endNanos}. */
    public StarvingTrace(long endNanos) {
        this.endNanos = endNanos;
        for (int i = 0; i < sessions.length; i++) {
            sessions[i] = log.thread("m", "session " + (11 + i), 3_000_000 + i);
        }
        begin();
        load();
        events.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
        events.forEach(log::emit);
    }

    /** The recording. */
    public TraceLog log() {
        return log;
    }

    /** The state at an instant. */
    public LabState state(long nanos) {
        return new TraceTimeline(log).at(nanos);
    }

    /** The end of the recording. */
    public long endNanos() {
        return endNanos;
    }

    /** The lock that starves s2. */
    public LockName mutex() {
        return mutex;
    }

    private void begin() {
        for (int i = 0; i < 3; i++) {
            String name = i == 0 ? "m" : "s" + i;
            events.add(new TraceEvent.NodeStarted(1_000_000 + i, name, "mysql-5.7.22", i + 1, "127.0.0.1", 40321 + i));
        }
        variable("rpl_semi_sync_master_enabled", "ON");
        variable("rpl_semi_sync_master_wait_for_slave_count", "1");
        variable("rpl_semi_sync_master_timeout", "10000");
        variable("rpl_semi_sync_master_wait_point", "AFTER_SYNC");
        events.add(new TraceEvent.SemiSyncSwitched(1_200_000, "m", true, "enabled"));
        events.add(new TraceEvent.SemiSyncClients(1_300_000, "m", 1));
        channel("s1", 2_000_000);
        channel("s2", RESTART_NANOS - 3_000_000);
        BinlogPosition from = new BinlogPosition("bin.000003", 4);
        events.add(new TraceEvent.DumpRequested(2_500_000, "m", dumpToS1.id(), 2, from, true));
        events.add(new TraceEvent.DumpStarted(2_600_000, "m", dumpToS1.id(), 2));
        events.add(new TraceEvent.DumpRequested(RESTART_NANOS, "m", dumpToS2.id(), 3, from, true));
        dumpToS2.record(LockOp.REQUESTED, mutex.id(), 0, addSlave, RESTART_NANOS + 100);
        dumpToS2.record(LockOp.WAITING, mutex.id(), receiver.id(), addSlave, RESTART_NANOS + 200);
    }

    private void variable(String name, String value) {
        events.add(new TraceEvent.VariableChanged(1_100_000, "m", name, value));
    }

    private void channel(String replica, long nanos) {
        events.add(new TraceEvent.ChannelConfigured(nanos, replica, "", "127.0.0.1", 40321));
        events.add(new TraceEvent.ChannelThreadChanged(nanos + 10, replica, "", ChannelThread.RECEIVER, State.YES, 0,
                null));
        events.add(new TraceEvent.ChannelThreadChanged(nanos + 11, replica, "", ChannelThread.APPLIER, State.YES, 0,
                null));
        events.add(new TraceEvent.ChannelSemiSync(nanos + 12, replica, "", true));
    }

    private long jitter(long micros) {
        return random.nextLong(micros * MICRO);
    }

    private void load() {
        long at = 5_000_000;
        receiver.record(LockOp.ACQUIRED, mutex.id(), 0, site, 4_000_000);
        long polling = 4_000_500;
        dumpToS1.record(LockOp.BEGAN, Activity.WAITING_FOR_EVENT.ordinal(), 0, 0, 4_000_000);
        for (int commit = 0; at + 4_000_000 < endNanos; commit++) {
            long ack = session(sessions[commit % sessions.length], at, commit);
            dump(at + 130_000);
            polling = receive(polling, at + 560_000 + jitter(90), ack);
            at += CYCLE_NANOS + jitter(60) - 30_000;
        }
    }

    /** One commit; answers when its wait for the ACK is over. */
    private long session(ThreadTrack session, long at, int commit) {
        hold(session, logLock, at, 40_000 + jitter(30), "process_flush_stage_queue");
        hold(session, syncLock, at + 80_000, 30_000 + jitter(20), "process_sync_stage_queue");
        BinlogPosition end = new BinlogPosition("bin.000003", 400L + commit * 263L);
        events.add(new TraceEvent.TransactionFlushed(at + 70_000, "m", session.id(), end));
        events.add(new TraceEvent.AckWaitStarted(at + 135_000, "m", session.id(), end));
        events.add(new TraceEvent.EventSent(at + 150_000, "m", dumpToS1.id(), 2, 31, end, 263, true));
        events.add(new TraceEvent.EventReceived(at + 200_000, "s1", "", 31, end, 263, true));
        events.add(new TraceEvent.AckSent(at + 210_000, "s1", "", end));
        events.add(new TraceEvent.TransactionApplied(at + 400_000, "s1", "", end));
        events.add(new TraceEvent.AckReceived(at + 1_250_000, "m", receiver.id(), 2, end));
        long acked = at + 1_300_000 + jitter(400);
        session.record(LockOp.BEGAN, Activity.ACK_WAIT.ordinal(), 0, 0, at + 140_000);
        session.record(LockOp.ENDED, Activity.ACK_WAIT.ordinal(), 0, 0, acked);
        events.add(new TraceEvent.AckWaitEnded(acked, "m", session.id(), end,
                TraceEvent.AckWaitEnded.Outcome.ACKED, acked - at - 140_000));
        hold(session, commitLock, acked + 4_000, 90_000 + jitter(60), "process_commit_stage_queue");
        events.add(new TraceEvent.TransactionCommitted(acked + 90_000, "m", session.id(), end, true));
        return acked;
    }

    private void dump(long at) {
        dumpToS1.record(LockOp.ENDED, Activity.WAITING_FOR_EVENT.ordinal(), 0, 0, at);
        hold(dumpToS1, binlogLock, at + 1_000, 20_000 + jitter(80), "update_sync_header");
        dumpToS1.record(LockOp.BEGAN, Activity.WAITING_FOR_EVENT.ordinal(), 0, 0, at + 110_000);
    }

    private void hold(ThreadTrack thread, LockName lock, long at, long length, String function) {
        int where = log.site(function);
        thread.record(LockOp.ACQUIRED, lock.id(), 0, where, at);
        thread.record(LockOp.RELEASED, lock.id(), 0, where, at + length);
    }

    /** One round of the receiver, which has held its mutex since before {@code polling}; answers when it polls again. */
    private long receive(long polling, long ready, long acked) {
        int waiter = ready > RESTART_NANOS + 1_000_000 ? dumpToS2.id() : 0;
        receiver.record(LockOp.BEGAN, Activity.POLLING.ordinal(), 0, 0, polling);
        receiver.record(LockOp.ENDED, Activity.POLLING.ordinal(), 0, 0, ready);
        receiver.record(LockOp.BEGAN, Activity.READING_ACKS.ordinal(), 0, 0, ready + 1_000);
        hold(receiver, binlogLock, ready + 30_000, 20_000 + jitter(20), "reportReplyBinlog");
        long done = ready + 80_000 + jitter(60);
        receiver.record(LockOp.ENDED, Activity.READING_ACKS.ordinal(), 0, 0, done);
        receiver.record(LockOp.RELEASED, mutex.id(), waiter, site, done + 500);
        if (waiter != 0) {
            receiver.record(LockOp.BARGED, mutex.id(), waiter, site, done + 800);
        }
        receiver.record(LockOp.ACQUIRED, mutex.id(), 0, site, done + 800);
        return done + 2_000;
    }
}
