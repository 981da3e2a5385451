package dev.lockstep.engine.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of the lab at any instant of a recording. Keeps a checkpoint every some thousand events, so that winding back
 * folds only a few of them. Not thread-safe: one reader (the application's model) owns it.
 */
public final class TraceTimeline {
    private static final int EVENTS_BETWEEN_CHECKPOINTS = 4096;

    private final TraceLog log;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private LabProjection live = new LabProjection();
    private long liveIndex;

    private record Checkpoint(long index, LabProjection projection) {}

    /** Reads a log from its first event. */
    public TraceTimeline(TraceLog log) {
        this.log = log;
        liveIndex = log.eventBegin();
        checkpoints.add(new Checkpoint(liveIndex, live.copy()));
    }

    /** The state now: takes in all new events. */
    public LabState latest(long nanos) {
        advance(log.eventEnd());
        return live.state(nanos);
    }

    /** The state as of an instant. */
    public LabState at(long nanos) {
        advance(log.eventEnd());
        long end = log.firstEventAfter(nanos);
        Checkpoint from = checkpointBefore(end);
        LabProjection projection = from.projection().copy();
        log.events(from.index(), end).forEach(projection::apply);
        return projection.state(nanos);
    }

    private void advance(long end) {
        while (liveIndex < end) {
            long stop = Math.min(end, liveIndex + EVENTS_BETWEEN_CHECKPOINTS - liveIndex % EVENTS_BETWEEN_CHECKPOINTS);
            log.events(liveIndex, stop).forEach(live::apply);
            liveIndex = stop;
            if (stop % EVENTS_BETWEEN_CHECKPOINTS == 0) {
                checkpoints.add(new Checkpoint(stop, live.copy()));
            }
        }
    }

    private Checkpoint checkpointBefore(long index) {
        int low = 0;
        int high = checkpoints.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (checkpoints.get(middle).index() <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return checkpoints.get(low);
    }
}
