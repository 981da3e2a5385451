package dev.lockstep.app.timeline;

import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lanes of all threads of one node, seen from one of its locks; grows with the recording. FX thread only. */
final class LockIndex {
    private final TraceLog log;
    private final LockName lock;
    private final List<Lane> lanes = new ArrayList<>();
    private final Set<Integer> known = new HashSet<>();
    private int nextTrack;
    private long horizonNanos;

    LockIndex(TraceLog log, LockName lock) {
        this.log = log;
        this.lock = lock;
    }

    TraceLog log() {
        return log;
    }

    LockName lock() {
        return lock;
    }

    /** In the order in which the threads began. */
    List<Lane> lanes() {
        return lanes;
    }

    /** The latest instant that is known of: open spans reach to here. */
    long horizonNanos() {
        return horizonNanos;
    }

    /**
     * Reads new rows, up to a budget so that a long recording does not stop the window.
     *
     * @return whether everything has been read
     */
    boolean advance(long nowNanos, int budgetRows) {
        List<ThreadTrack> tracks = log.threads();
        for (int size = tracks.size(); nextTrack < size; nextTrack++) {
            ThreadTrack track = tracks.get(nextTrack);
            if (track.node().equals(lock.node()) && known.add(track.id())) {
                lanes.add(new Lane(track, lock.id()));
            }
        }
        int left = budgetRows;
        for (Lane lane : lanes) {
            left -= lane.advance(left);
            horizonNanos = Math.max(horizonNanos, lane.lastNanos());
            if (left <= 0) {
                return false;
            }
        }
        horizonNanos = Math.max(horizonNanos, nowNanos);
        return true;
    }

    /** The lane of a thread. */
    @Nullable
    Lane lane(int thread) {
        for (Lane lane : lanes) {
            if (lane.track().id() == thread) {
                return lane;
            }
        }
        return null;
    }

    /** Who holds the lock at an instant, if anybody. */
    @Nullable
    Lane holderAt(long nanos) {
        for (Lane lane : lanes) {
            if (lane.held.at(nanos) >= 0) {
                return lane;
            }
        }
        return null;
    }

    /** Who waits for the lock at an instant, longest first. */
    List<Lane> waitersAt(long nanos) {
        List<Lane> waiters = new ArrayList<>();
        for (Lane lane : lanes) {
            if (lane.waiting.at(nanos) >= 0) {
                waiters.add(lane);
            }
        }
        waiters.sort(
                (a, b) -> Long.compare(a.waiting.start(a.waiting.at(nanos)), b.waiting.start(b.waiting.at(nanos))));
        return waiters;
    }
}
