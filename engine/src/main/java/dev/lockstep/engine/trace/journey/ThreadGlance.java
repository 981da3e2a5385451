package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceLog;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does at an instant, from the rows of its track before it.
 *
 * @param lockWait the lock that it waits for, null if it waits for none
 * @param doing the innermost activity that has begun and not ended, null if there is none
 * @param condition name of the condition that it waits for, if it does
 * @param doingSinceNanos since when
 */
record ThreadGlance(ThreadTrack track, @Nullable LockWait lockWait, @Nullable Activity doing, String condition,
        long doingSinceNanos) {
    /** So many rows are looked at; what began before them is not seen. */
    private static final int ROWS = 4096;

    /**
     * A wait for a lock.
     *
     * @param site the server function that asked
     * @param holderThen number of the thread that held it when the wait began, 0 if none did
     */
    record LockWait(int lock, String site, long sinceNanos, int holderThen) {}

    /**
     * Who has a lock.
     *
     * @param holds whether that thread has it now; otherwise it was the last to have it
     */
    record Holder(ThreadTrack track, boolean holds, long sinceNanos) {}

    static ThreadGlance at(TraceLog log, ThreadTrack track, long nanos) {
        int end = track.firstAtOrAfter(nanos + 1, track.end());
        int oldest = Math.max(track.begin(), end - ROWS);
        LockWait wait = null;
        boolean locks = false;
        Set<Integer> ended = new HashSet<>();
        for (int row = end - 1; row >= oldest; row--) {
            LockOp op = track.op(row);
            switch (op) {
                case ENDED -> ended.add(track.subject(row));
                case BEGAN -> {
                    if (!ended.remove(track.subject(row))) {
                        Activity doing = Activity.values()[track.subject(row)];
                        return new ThreadGlance(track, wait, doing, log.siteText(track.site(row)), track.nanos(row));
                    }
                }
                case WAITING -> {
                    if (!locks) {
                        wait = new LockWait(track.subject(row), log.siteText(track.site(row)), track.nanos(row),
                                track.other(row));
                    }
                    locks = true;
                }
                case REQUESTED, ACQUIRED, RELEASED, BARGED -> locks = true;
            }
        }
        return new ThreadGlance(track, wait, null, "", -1);
    }

    /** Who has a lock at an instant, or had it last; null if nobody is seen with it. */
    static @Nullable Holder holder(TraceLog log, int lock, int first, long nanos) {
        String node = log.locks().get(lock).node();
        Holder best = null;
        for (ThreadTrack track : log.threads()) {
            if (track.id() == first) {
                best = lastWith(track, lock, nanos, -1);
            }
        }
        for (ThreadTrack track : log.threads()) {
            if (track.node().equals(node) && track.id() != first && track.startedNanos() <= nanos) {
                Holder found = lastWith(track, lock, nanos, best == null ? -1 : best.sinceNanos());
                best = found == null ? best : found;
            }
        }
        return best;
    }

    /** When a thread last took or gave back a lock, if that is later than another has. */
    private static @Nullable Holder lastWith(ThreadTrack track, int lock, long nanos, long laterThan) {
        int end = track.firstAtOrAfter(nanos + 1, track.end());
        int oldest = Math.max(track.begin(), end - ROWS);
        for (int row = end - 1; row >= oldest && track.nanos(row) > laterThan; row--) {
            LockOp op = track.op(row);
            if ((op == LockOp.ACQUIRED || op == LockOp.RELEASED) && track.subject(row) == lock) {
                return new Holder(track, op == LockOp.ACQUIRED, track.nanos(row));
            }
        }
        return null;
    }

    /** How often a thread has taken a lock since an instant, and how often it barged in front of another. */
    static long[] taken(ThreadTrack track, int lock, int waiter, long sinceNanos, long nanos) {
        int end = track.firstAtOrAfter(nanos + 1, track.end());
        long taken = 0;
        long barged = 0;
        for (int row = end - 1; row >= track.begin() && track.nanos(row) >= sinceNanos; row--) {
            LockOp op = track.op(row);
            if (op != LockOp.BEGAN && op != LockOp.ENDED && track.subject(row) == lock) {
                taken += op == LockOp.ACQUIRED ? 1 : 0;
                barged += op == LockOp.BARGED && track.other(row) == waiter ? 1 : 0;
            }
        }
        return new long[]{taken, barged};
    }
}
