package dev.lockstep.engine.lab;

import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.util.List;
import java.util.function.Predicate;

/** Counts events of the trace from an instant on, each once, however often it is asked. Used by one thread at a time. */
final class TraceCounter {
    private static final int BATCH = 4096;

    private final TraceLog trace;
    private final Predicate<TraceEvent> counted;
    private final long sinceNanos;
    private long next;
    private long count;
    private long sum;
    private long firstNanos = -1;

    /** A counter that starts now: {@code sinceNanos} is the present time. */
    TraceCounter(TraceLog trace, Predicate<TraceEvent> counted, long sinceNanos) {
        this.trace = trace;
        this.counted = counted;
        this.sinceNanos = sinceNanos;
        next = trace.firstEventAfter(sinceNanos - 1);
    }

    /** How many there were up to a time, which must not be earlier than that of the last call. */
    long countUntil(long nanos) {
        long end = trace.firstEventAfter(nanos);
        while (next < end) {
            long stop = Math.min(end, next + BATCH);
            List<TraceEvent> events = trace.events(next, stop);
            for (TraceEvent event : events) {
                if (event.nanos() >= sinceNanos && counted.test(event)) {
                    count++;
                    sum += event instanceof TraceEvent.AckWaitEnded ended ? ended.wakeUps() : 0;
                    firstNanos = firstNanos < 0 ? event.nanos() : firstNanos;
                }
            }
            next = stop;
        }
        return count;
    }

    /** Wake-ups of the waits that were counted. */
    long sum() {
        return sum;
    }

    /** How long after the start the first one came; -1 if none has come. */
    long firstAfterNanos() {
        return firstNanos < 0 ? -1 : firstNanos - sinceNanos;
    }
}
