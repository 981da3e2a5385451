package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.trace.TraceEvent.AckWaitEnded.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of one transaction: when it came to which {@link Stage}, in nanoseconds of the lab's clock. Only the
 * {@link JourneyBook} that made it changes it; whoever owns the book may read it.
 */
public final class Journey {
    /** Stands for a stage that was not reached, or not seen. */
    public static final long NEVER = -1;

    private static final int STAGES = Stage.values().length;

    private final TransactionId id;
    private final int thread;
    private final long[] own = never();
    private final Map<String, long[]> replicas = new LinkedHashMap<>(4);
    private long waitNanos = NEVER;
    private long waitEndNanos = NEVER;
    private @Nullable Outcome outcome;
    private @Nullable TransactionId origin;
    private final Set<TransactionId> copies = new LinkedHashSet<>(2);
    private boolean ended;
    /** An earlier one of the same session that its client does not know of either. */
    @Nullable
    Journey before;

    Journey(TransactionId id, int thread, long flushedNanos) {
        this.id = id;
        this.thread = thread;
        own[Stage.FLUSHED.ordinal()] = flushedNanos;
    }

    Journey(Journey other) {
        this(other.id, other.thread, NEVER);
        System.arraycopy(other.own, 0, own, 0, STAGES);
        other.replicas.forEach((name, times) -> replicas.put(name, times.clone()));
        waitNanos = other.waitNanos;
        waitEndNanos = other.waitEndNanos;
        outcome = other.outcome;
        origin = other.origin;
        copies.addAll(other.copies);
        ended = other.ended;
    }

    private static long[] never() {
        long[] times = new long[STAGES];
        Arrays.fill(times, NEVER);
        return times;
    }

    /** Where it is in its source's binlog. */
    public TransactionId id() {
        return id;
    }

    /** Number of the thread that committed it. */
    public int thread() {
        return thread;
    }

    /** When it came to a stage of its source, {@link #NEVER} if it did not. */
    public long at(Stage stage) {
        return own[stage.ordinal()];
    }

    /** When it came to a stage of a replica, {@link #NEVER} if it did not. */
    public long at(Stage stage, String replica) {
        long[] times = replicas.get(replica);
        return times == null ? NEVER : times[stage.ordinal()];
    }

    /** Names of the replicas that have to do with it, in the order in which they came in. */
    public Set<String> replicas() {
        return Collections.unmodifiableSet(replicas.keySet());
    }

    /** When its commit began to wait for ACKs, {@link #NEVER} if it did not. */
    public long waitNanos() {
        return waitNanos;
    }

    /** When that wait was over, {@link #NEVER} while it lasts or if there was none. */
    public long waitEndNanos() {
        return waitEndNanos;
    }

    /** How the wait ended, null if it did not. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** The transaction of the source that this one is the copy of; null if a client made it. */
    public @Nullable TransactionId origin() {
        return origin;
    }

    /** Its copies in binlogs of replicas. */
    public Set<TransactionId> copies() {
        return Collections.unmodifiableSet(copies);
    }

    /** Whether its client has got its OK. */
    public boolean acknowledged() {
        return at(Stage.ANSWERED) != NEVER;
    }

    /** Whether nothing more can come of it at its source: answered, applied there as a copy, or its server has ended. */
    public boolean decided() {
        return ended || acknowledged();
    }

    /** From the binlog to the client's OK in nanoseconds; {@link #NEVER} while there is none. */
    public long tookNanos() {
        return acknowledged() ? at(Stage.ANSWERED) - at(Stage.FLUSHED) : NEVER;
    }

    /**
     * One stage that was reached.
     *
     * @param node the source, or a replica
     */
    public record Step(String node, Stage stage, long nanos) {}

    /** All stages that were reached, in the order of time. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            if (!stage.onReplica() && at(stage) != NEVER) {
                steps.add(new Step(id.node(), stage, at(stage)));
            }
            for (String replica : stage.onReplica() ? replicas.keySet() : Set.<String>of()) {
                if (at(stage, replica) != NEVER) {
                    steps.add(new Step(replica, stage, at(stage, replica)));
                }
            }
        }
        steps.sort(Comparator.comparingLong(Step::nanos).thenComparing(Step::stage));
        return steps;
    }

    /** The latest time in it. */
    public long lastNanos() {
        long last = Math.max(waitNanos, waitEndNanos);
        for (long time : own) {
            last = Math.max(last, time);
        }
        for (long[] times : replicas.values()) {
            for (long time : times) {
                last = Math.max(last, time);
            }
        }
        return last;
    }

    void reach(Stage stage, long nanos) {
        if (own[stage.ordinal()] == NEVER) {
            own[stage.ordinal()] = nanos;
        }
    }

    void reach(Stage stage, String replica, long nanos) {
        long[] times = replicas.computeIfAbsent(replica, _ -> never());
        if (times[stage.ordinal()] == NEVER) {
            times[stage.ordinal()] = nanos;
        }
    }

    void waits(long nanos) {
        if (waitNanos == NEVER) {
            waitNanos = nanos;
        }
    }

    void waited(long nanos, Outcome how) {
        if (waitNanos != NEVER && waitEndNanos == NEVER) {
            waitEndNanos = nanos;
            outcome = how;
        }
    }

    void copyOf(TransactionId source) {
        origin = source;
        ended = true;
    }

    void copied(TransactionId copy) {
        copies.add(copy);
    }

    void end() {
        ended = true;
    }
}
