package dev.lockstep.engine.lab;

import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the waits for locks that a real server's performance_schema keeps in its long history, and writes them to the trace
 * as lanes of the timeline. It tells how long a thread waited for a lock, and nothing of how long it held it: a lock is
 * given back here as soon as it was taken. The history is as long as the server's setting says, so that a busy server's is
 * a sample. Changes nothing of the server's setup. Used by one thread.
 *
 * <p>Times of performance_schema are picoseconds since the server began to count. How they relate to the lab's clock is
 * taken from a few first answers: no wait can have ended after the answer that tells of it came.
 */
final class WaitReader {
    private static final String ORIGIN = "waits";
    private static final int ANSWER_TIMEOUT_MILLIS = 3_000;
    private static final int CALIBRATIONS = 3;
    private static final int MAX_TRACKS = 500;
    private static final int MAX_LOCKS = 200;
    private static final String LATEST = "SELECT MAX(TIMER_END) FROM performance_schema.events_waits_history_long";
    /** Waits of a microsecond and more; shorter ones are the taking of a free lock. */
    private static final String WAITS = "SELECT w.THREAD_ID, t.NAME, w.EVENT_NAME, w.TIMER_START, w.TIMER_END, w.SOURCE"
            + " FROM performance_schema.events_waits_history_long w"
            + " JOIN performance_schema.threads t ON t.THREAD_ID = w.THREAD_ID"
            + " WHERE w.EVENT_NAME LIKE 'wait/synch/%' AND w.EVENT_NAME NOT LIKE 'wait/synch/cond/%'"
            + " AND w.TIMER_WAIT >= 1000000 AND w.TIMER_END > ";

    private final Lab lab;
    private final LabNode node;
    private final Map<String, ThreadTrack> tracks = new HashMap<>();
    private final Map<String, LockName> locks = new HashMap<>();
    private final Map<String, Long> endedAt = new HashMap<>();
    private int calibrations;
    private long offsetNanos = Long.MAX_VALUE;
    private long readTo;

    WaitReader(Lab lab, LabNode node) {
        this.lab = lab;
        this.node = node;
    }

    /** The server is another one after a start. */
    void reset() {
        long now = lab.nanos();
        tracks.values().forEach(track -> track.ended(now));
        tracks.clear();
        endedAt.clear();
        calibrations = 0;
        offsetNanos = Long.MAX_VALUE;
        readTo = 0;
    }

    /** Reads what is new. Nothing comes where performance_schema keeps no waits. */
    void read() {
        if (calibrations < CALIBRATIONS) {
            calibrate();
            return;
        }
        if (node.query(ORIGIN, WAITS + readTo + " ORDER BY w.TIMER_START LIMIT 5000",
                ANSWER_TIMEOUT_MILLIS) instanceof SqlOutcome.Rows rows) {
            Map<Long, Integer> inOrder = new TreeMap<>();
            for (int row = 0; row < rows.rows().size(); row++) {
                long start = number(rows, row, "TIMER_START");
                inOrder.put(start * 8 + row % 8, row);
                readTo = Math.max(readTo, number(rows, row, "TIMER_END"));
            }
            inOrder.values().forEach(row -> write(rows, row));
        }
    }

    private void calibrate() {
        if (node.query(ORIGIN, LATEST, ANSWER_TIMEOUT_MILLIS) instanceof SqlOutcome.Rows rows) {
            String latest = rows.rows().isEmpty() ? null : rows.rows().getFirst().getFirst();
            if (latest != null && latest.matches("\\d{1,18}")) {
                readTo = Long.parseLong(latest);
                offsetNanos = Math.min(offsetNanos, lab.nanos() - readTo / 1000);
                calibrations++;
            }
        }
    }

    private void write(SqlOutcome.Rows rows, int row) {
        ThreadTrack track = track(text(rows, row, "THREAD_ID"), text(rows, row, "NAME"));
        LockName lock = lock(text(rows, row, "EVENT_NAME"));
        if (track == null || lock == null) {
            return;
        }
        int site = lab.trace().site(text(rows, row, "SOURCE"));
        String thread = text(rows, row, "THREAD_ID");
        long start = Math.max(number(rows, row, "TIMER_START") / 1000 + offsetNanos, endedAt.getOrDefault(thread, 0L));
        long end = Math.max(number(rows, row, "TIMER_END") / 1000 + offsetNanos, start);
        track.record(LockOp.REQUESTED, lock.id(), 0, site, start);
        track.record(LockOp.WAITING, lock.id(), 0, site, start);
        track.record(LockOp.ACQUIRED, lock.id(), 0, site, end);
        track.record(LockOp.RELEASED, lock.id(), 0, site, end);
        endedAt.put(thread, end);
    }

    private @Nullable ThreadTrack track(String id, String name) {
        ThreadTrack known = tracks.get(id);
        if (known == null && tracks.size() < MAX_TRACKS) {
            known = lab.trace().thread(node.name(), name.substring(name.lastIndexOf('/') + 1) + " " + id, lab.nanos());
            tracks.put(id, known);
        }
        return known;
    }

    private @Nullable LockName lock(String event) {
        String name = event.substring(event.lastIndexOf('/') + 1);
        LockName known = locks.get(name);
        if (known == null && locks.size() < MAX_LOCKS) {
            known = lab.trace().lock(node.name(), name);
            locks.put(name, known);
        }
        return known;
    }

    private static long number(SqlOutcome.Rows rows, int row, String column) {
        String value = text(rows, row, column);
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }

    private static String text(SqlOutcome.Rows rows, int row, String column) {
        String value = rows.value(row, column);
        return value == null ? "" : value;
    }
}
