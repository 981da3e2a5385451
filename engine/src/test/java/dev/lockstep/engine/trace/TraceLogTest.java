package dev.lockstep.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.ChannelThread;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import org.junit.jupiter.api.Test;

/** Recording, its limits, and the state that is projected from it. */
class TraceLogTest {
    private static BinlogPosition at(long offset) {
        return new BinlogPosition("bin.000001", offset);
    }

    @Test
    void keepsLockRowsAsTheyWere() {
        TraceLog log = new TraceLog();
        LockName lock = log.lock("m", "LOCK_log");
        int site = log.site("flush");
        ThreadTrack track = log.thread("m", "session 7", 5);
        track.record(LockOp.WAITING, lock.id(), 77, site, 1_000);
        track.record(LockOp.BARGED, ThreadTrack.MAX_NUMBER, ThreadTrack.MAX_NUMBER, ThreadTrack.MAX_NUMBER, 2_000);
        assertThat(track.end()).isEqualTo(2);
        assertThat(track.nanos(0)).isEqualTo(1_000);
        assertThat(track.op(0)).isEqualTo(LockOp.WAITING);
        assertThat(track.subject(0)).isEqualTo(lock.id());
        assertThat(track.other(0)).isEqualTo(77);
        assertThat(log.siteText(track.site(0))).isEqualTo("flush");
        assertThat(track.op(1)).isEqualTo(LockOp.BARGED);
        assertThat(track.subject(1)).isEqualTo(ThreadTrack.MAX_NUMBER);
        assertThat(track.other(1)).isEqualTo(ThreadTrack.MAX_NUMBER);
        assertThat(track.site(1)).isEqualTo(ThreadTrack.MAX_NUMBER);
    }

    @Test
    void dropsTheOldestRowsFirst() {
        TraceLog log = new TraceLog(4, 4);
        ThreadTrack busy = log.thread("m", "busy", 0);
        ThreadTrack quiet = log.thread("m", "quiet", 0);
        quiet.record(LockOp.ACQUIRED, 0, 0, 0, 1);
        for (int i = 0; i < 10_000; i++) {
            busy.record(LockOp.ACQUIRED, 0, 0, 0, i);
        }
        assertThat(busy.begin()).isGreaterThan(5_000).isLessThan(busy.end());
        assertThat(busy.nanos(busy.begin())).isEqualTo(busy.begin());
        assertThat(quiet.begin()).as("a chunk that is still being filled is kept").isZero();
        assertThat(busy.firstAtOrAfter(9_000, busy.end())).isEqualTo(9_000);
    }

    @Test
    void isReadWhileItIsWritten() throws InterruptedException {
        int events = 200_000;
        TraceLog log = new TraceLog(4, 40);
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < events; i++) {
                log.emit(new TraceEvent.Marked(i, "lab", ""));
            }
        });
        long last = -1;
        for (long next = 0; next < events;) {
            long end = log.eventEnd();
            for (TraceEvent event : log.events(next, end)) {
                assertThat(event.nanos()).as("in order, none twice").isGreaterThan(last);
                last = event.nanos();
            }
            assertThat(log.firstEventAfter(end - 1)).as("the times are there as soon as the events are")
                    .isBetween(end, (long) events);
            next = end;
        }
        writer.join();
        assertThat(last).isEqualTo(events - 1);
    }

    @Test
    void dropsTheOldestEventsFirstAndFindsThemByTime() {
        TraceLog log = new TraceLog(4, 4);
        for (int i = 0; i < 10_000; i++) {
            log.emit(new TraceEvent.Marked(i * 10L, "lab", "mark " + i));
        }
        assertThat(log.eventEnd()).isEqualTo(10_000);
        assertThat(log.eventBegin()).isGreaterThan(5_000);
        assertThat(log.event(log.eventBegin() - 1)).isNull();
        long index = log.firstEventAfter(95_000);
        assertThat(index).isEqualTo(9_501);
        assertThat(log.event(index)).isEqualTo(new TraceEvent.Marked(95_010, "lab", "mark 9501"));
    }

    @Test
    void findsEventsByTheTimeAtWhichTheyReachedTheLog() {
        TraceLog log = new TraceLog();
        log.emit(new TraceEvent.Marked(100, "lab", "a"));
        log.emit(new TraceEvent.Marked(90, "lab", "late"));
        log.emit(new TraceEvent.Marked(110, "lab", "b"));
        assertThat(log.firstEventAfter(99)).isZero();
        assertThat(log.firstEventAfter(100)).isEqualTo(2);
    }

    @Test
    void countsWhatAChannelLacks() {
        TraceLog log = new TraceLog();
        log.emit(new TraceEvent.NodeStarted(0, "m", "mysql-5.7.22", 1, "127.0.0.1", 4001));
        log.emit(new TraceEvent.ChannelConfigured(1, "s", "", "127.0.0.1", 4001));
        log.emit(new TraceEvent.ChannelThreadChanged(2, "s", "", ChannelThread.RECEIVER, State.YES, 0, null));
        for (int i = 1; i <= 10; i++) {
            log.emit(new TraceEvent.TransactionFlushed(10 + i, "m", 3, at(100L * i)));
        }
        log.emit(new TraceEvent.EventReceived(30, "s", "", 16, at(650), 31, true));
        log.emit(new TraceEvent.TransactionApplied(31, "s", "", at(300)));
        LabState state = new TraceTimeline(log).latest(40);
        LabState.ChannelState channel = state.channels().getFirst();
        assertThat(channel.source()).isEqualTo("m");
        assertThat(channel.receiver()).isEqualTo(State.YES);
        assertThat(channel.behindReceived()).isEqualTo(4);
        assertThat(channel.behindApplied()).isEqualTo(7);
        assertThat(channel.lastReceivedNanos()).isEqualTo(30);
    }

    @Test
    void aRealReplicaThatLacksNothingAtAnAnswerIsNotSilentAndSourcesAreFoundByHostAndPort() {
        TraceLog log = new TraceLog();
        log.emit(new TraceEvent.NodeStarted(0, "far", "MySQL 8.0.33", 9, "db.example", 4001, "8.0.33"));
        log.emit(new TraceEvent.NodeStarted(0, "m", "mysql-5.7.22", 1, "127.0.0.1", 4001));
        log.emit(new TraceEvent.ChannelConfigured(1, "real", "", "localhost", 4001));
        log.emit(new TraceEvent.ChannelConfigured(1, "real", "far", "db.example", 4001));
        log.emit(new TraceEvent.TransactionFlushed(2, "m", 3, at(100)));
        log.emit(new TraceEvent.ChannelSampled(10, "real", "", at(100), at(100)));
        log.emit(new TraceEvent.ChannelSampled(20, "real", "", at(100), at(100)));
        log.emit(new TraceEvent.TransactionFlushed(30, "m", 3, at(200)));
        log.emit(new TraceEvent.ChannelSampled(40, "real", "", at(100), at(100)));
        LabState state = new TraceTimeline(log).latest(50);
        LabState.ChannelState channel = state.channels().getFirst();
        assertThat(channel.source()).isEqualTo("m");
        assertThat(channel.lastReceivedNanos()).isEqualTo(20);
        assertThat(channel.behindReceived()).isEqualTo(1);
        assertThat(state.channels().getLast().source()).isEqualTo("far");
        assertThat(state.channels().getLast().behindKnown()).as("a real source's transactions are not counted")
                .isFalse();
    }

    @Test
    void windsBackToAnyInstant() {
        TraceLog log = new TraceLog();
        log.emit(new TraceEvent.NodeStarted(0, "m", "mysql-5.7.22", 1, "127.0.0.1", 4001));
        for (int i = 1; i <= 20_000; i++) {
            log.emit(new TraceEvent.TransactionCommitted(i, "m", 1, at(i), true));
        }
        TraceTimeline timeline = new TraceTimeline(log);
        assertThat(committed(timeline.latest(20_000))).isEqualTo(20_000);
        for (long nanos : new long[]{1, 4_095, 4_096, 4_097, 13_333, 20_000}) {
            assertThat(committed(timeline.at(nanos))).isEqualTo(nanos);
        }
    }

    private static long committed(LabState state) {
        LabState.NodeState node = state.nodes().get("m");
        assertThat(node).isNotNull();
        return node.committed();
    }

    @Test
    void aRecordingThatHasEndedDoesNotGoOn() {
        TraceLog ended = new TraceLog();
        ended.endRecording();
        assertThat(ended.recording()).isFalse();
        assertThatThrownBy(ended::resumeRecording).isInstanceOf(IllegalStateException.class);
        assertThat(ended.recording()).isFalse();
    }
}
