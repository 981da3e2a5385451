package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.trace.TraceLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@link JourneyBook} of any instant of a recording. Winding back folds again the events since a checkpoint some way before
 * that instant, so that the last transactions before it are there; what it takes is bounded however long the recording is.
 * Not thread-safe: one reader owns it, and a book that it gives holds until it is asked for the next.
 */
public final class JourneyTimeline {
    private static final long EVENTS_BETWEEN_CHECKPOINTS = 32_768;
    /** So many events before an instant are looked at for transactions. */
    private static final long LOOK_BACK = 65_536;
    private static final long BATCH = 4096;

    private final TraceLog log;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final JourneyBook live = new JourneyBook();
    private long liveIndex;
    private @Nullable Checkpoint past;

    private record Checkpoint(long index, JourneyBook book) {
        Checkpoint independent() {
            return new Checkpoint(index, book.checkpoint());
        }
    }

    /** Reads a log from its first event. */
    public JourneyTimeline(TraceLog log) {
        this.log = log;
        liveIndex = log.eventBegin();
        checkpoints.add(new Checkpoint(liveIndex, live.checkpoint()));
    }

    /** Up to now: takes in all new events. */
    public JourneyBook latest() {
        long end = log.eventEnd();
        while (liveIndex < end) {
            long stop = Math.min(end, liveIndex + BATCH - liveIndex % BATCH);
            log.events(liveIndex, stop).forEach(live::apply);
            liveIndex = stop;
            if (stop % EVENTS_BETWEEN_CHECKPOINTS == 0) {
                checkpoints.add(new Checkpoint(stop, live.checkpoint()));
            }
        }
        return live;
    }

    /** Up to an instant. */
    public JourneyBook at(long nanos) {
        latest();
        long end = log.firstEventAfter(nanos);
        Checkpoint shown = past;
        if (shown != null && shown.index() == end) {
            return shown.book();
        }
        boolean goesOn = shown != null && shown.index() <= end && shown.index() >= end - LOOK_BACK;
        Checkpoint from = shown != null && goesOn ? shown : checkpointBefore(end - LOOK_BACK).independent();
        for (long index = from.index(); index < end; index += BATCH) {
            log.events(index, Math.min(end, index + BATCH)).forEach(from.book()::apply);
        }
        past = new Checkpoint(end, from.book());
        return from.book();
    }

    private Checkpoint checkpointBefore(long index) {
        Checkpoint found = checkpoints.getFirst();
        for (Checkpoint checkpoint : checkpoints) {
            if (checkpoint.index() <= index) {
                found = checkpoint;
            }
        }
        return found;
    }
}
