package dev.lockstep.app.timeline;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.ThreadTrack;
import java.util.HashMap;
import java.util.Map;

/**
 * What one thread did, seen from one lock: spans by kind, taken from the thread's rows as they come. FX thread only.
 *
 * <p>The state between two rows is that of a mutex: asked for ({@code REQUESTED}), waited for ({@code WAITING}, maybe
 * several times if others barge in), held ({@code ACQUIRED}), given back ({@code RELEASED}). A row that does not fit,
 * because the rows before it have been dropped, is taken as far as it makes sense and otherwise left out.
 */
final class Lane {
    private final ThreadTrack track;
    private final int lock;
    private int row;
    private long lastNanos;
    private boolean ended;
    private boolean usesLock;

    final Intervals held = new Intervals();
    final Intervals waiting = new Intervals();
    final Intervals otherHeld = new Intervals();
    final Intervals otherWaiting = new Intervals();
    /** Waits for I/O, ACKs or conditions; the tag is the activity's ordinal. */
    final Intervals idle = new Intervals();
    /** Works: reads ACKs, is in the table store; the tag is the activity's ordinal. */
    final Intervals busy = new Intervals();
    final Intervals sleeping = new Intervals();
    /** When it got the lock after having waited for it. */
    final Instants handOvers = new Instants();
    /** When it took the lock before a woken waiter; the number is the waiter's thread. */
    final Instants barges = new Instants();
    private final Map<Integer, Instants> bargesByWaiter = new HashMap<>();

    private long requestedNanos = -1;
    private int otherDepth;
    private int activityDepth;
    private Intervals outermost = idle;

    Lane(ThreadTrack track, int lock) {
        this.track = track;
        this.lock = lock;
        row = track.begin();
    }

    ThreadTrack track() {
        return track;
    }

    /** Whether it ever asked for the lock. */
    boolean usesLock() {
        return usesLock;
    }

    /** Time of the last row that was read. */
    long lastNanos() {
        return lastNanos;
    }

    /** Times that it barged past a waiter between two instants. */
    int bargesPast(int waiter, long fromNanos, long toNanos) {
        Instants moments = bargesByWaiter.get(waiter);
        return moments == null ? 0 : moments.count(fromNanos, toNanos);
    }

    /** Reads up to {@code budget} new rows; answers how many it read. */
    int advance(int budget) {
        int begin = track.begin();
        if (row < begin) {
            row = begin;
            dropBefore(track.nanos(begin));
        }
        int end = Math.min(track.end(), row + budget);
        int read = end - row;
        while (row < end) {
            take(row++);
        }
        if (!ended && row == track.end() && track.endedNanos() != Long.MAX_VALUE) {
            ended = true;
            closeAll(track.endedNanos());
        }
        return read;
    }

    private void take(int at) {
        long nanos = track.nanos(at);
        if (nanos < lastNanos) {
            return; // dropped while it was read
        }
        lastNanos = nanos;
        int subject = track.subject(at);
        switch (track.op(at)) {
            case BEGAN -> began(subject, nanos);
            case ENDED -> ended(nanos);
            default -> {
                if (subject == lock) {
                    onLock(at, nanos);
                } else {
                    onOtherLock(at, nanos);
                }
            }
        }
    }

    private void onLock(int at, long nanos) {
        usesLock = true;
        switch (track.op(at)) {
            case REQUESTED -> requestedNanos = nanos;
            case WAITING -> waiting.open(requestedNanos >= 0 ? requestedNanos : nanos, track.site(at), track.other(at));
            case BARGED -> {
                barges.add(nanos, track.other(at));
                bargesByWaiter.computeIfAbsent(track.other(at), _ -> new Instants()).add(nanos, 0);
            }
            case ACQUIRED -> {
                if (waiting.isOpen()) {
                    handOvers.add(nanos, 0);
                    waiting.close(nanos);
                }
                requestedNanos = -1;
                held.open(nanos, track.site(at), 0);
            }
            case RELEASED -> held.close(nanos);
            default -> {
                // activities do not come here
            }
        }
    }

    private void onOtherLock(int at, long nanos) {
        switch (track.op(at)) {
            case WAITING -> otherWaiting.open(nanos, track.subject(at), track.other(at));
            case ACQUIRED -> {
                otherWaiting.close(nanos);
                otherHeld.open(nanos, track.subject(at), track.site(at));
                otherDepth++;
            }
            case RELEASED -> {
                otherDepth = Math.max(0, otherDepth - 1);
                if (otherDepth == 0) {
                    otherHeld.close(nanos);
                }
            }
            default -> {
                // neither asking nor barging is drawn for other locks
            }
        }
    }

    private void began(int activity, long nanos) {
        if (activityDepth++ == 0) {
            outermost = switch (Activity.values()[activity]) {
                case SLEEPING -> sleeping;
                case READING_ACKS, ENGINE, FSYNC -> busy;
                case POLLING, WAITING, WAITING_FOR_EVENT, NETWORK, ACK_WAIT -> idle;
            };
            outermost.open(nanos, activity, 0);
        }
    }

    private void ended(long nanos) {
        activityDepth = Math.max(0, activityDepth - 1);
        if (activityDepth == 0) {
            outermost.close(nanos);
        }
    }

    private void closeAll(long nanos) {
        held.close(nanos);
        waiting.close(nanos);
        otherHeld.close(nanos);
        otherWaiting.close(nanos);
        idle.close(nanos);
        busy.close(nanos);
        sleeping.close(nanos);
    }

    private void dropBefore(long nanos) {
        held.dropBefore(nanos);
        waiting.dropBefore(nanos);
        otherHeld.dropBefore(nanos);
        otherWaiting.dropBefore(nanos);
        idle.dropBefore(nanos);
        busy.dropBefore(nanos);
        sleeping.dropBefore(nanos);
        handOvers.dropBefore(nanos);
        barges.dropBefore(nanos);
        bargesByWaiter.values().forEach(moments -> moments.dropBefore(nanos));
    }

    /** Whether it did anything but wait for its client between two instants. */
    boolean worked(long fromNanos, long toNanos) {
        return held.touches(fromNanos, toNanos) || waiting.touches(fromNanos, toNanos)
                || otherHeld.touches(fromNanos, toNanos) || otherWaiting.touches(fromNanos, toNanos)
                || busy.touches(fromNanos, toNanos);
    }

    /** Whether the thread lived between two instants. */
    boolean lived(long fromNanos, long toNanos) {
        return track.startedNanos() < toNanos && track.endedNanos() >= fromNanos;
    }
}
