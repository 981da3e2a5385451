package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.Fault.Direction;
import dev.lockstep.engine.wire.ReplicaStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the line between a channel's replica and its source is now, and which connections run over it. Any thread may call.
 */
final class LinkConditions {
    private static final long NANOS_PER_MILLI = 1_000_000;
    static final String GIVEN_UP = "given up";
    private static final long LOOK_NANOS = 200_000_000;

    /** What becomes of an ACK: nothing, or it is lost, or it comes in parts. */
    record AckFate(boolean lost, int splitAfter, long gapNanos) {
        static final AckFate WHOLE = new AckFate(false, 0, 0);
    }

    private final Consumer<String> acksUnreadable;
    private final Runnable ackLost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Direction, Fault.Latency> latencies = new EnumMap<>(Direction.class);
    private final Set<Direction> stalls = EnumSet.noneOf(Direction.class);
    private final Set<ConditionedTransport> open = ConcurrentHashMap.newKeySet();
    private Fault.@Nullable SplitAck split;
    private int acksToLoss;

    /**
     * A line with nothing wrong.
     *
     * @param acksUnreadable is told why ACKs cannot be found in a connection, while a fault is to act on them
     * @param ackLost is told when the ACK that was to be lost is
     */
    LinkConditions(Consumer<String> acksUnreadable, Runnable ackLost) {
        this.acksUnreadable = acksUnreadable;
        this.ackLost = ackLost;
    }

    void set(Fault.OfLink fault) throws FaultRefusedException {
        switch (fault) {
            case Fault.Latency latency -> locked(() -> latencies.put(latency.direction(), latency));
            case Fault.Stall stall -> locked(() -> stalls.add(stall.direction()));
            case Fault.LostAck lost -> {
                refuseUnreadable();
                locked(() -> acksToLoss = lost.number());
            }
            case Fault.SplitAck parts -> {
                refuseUnreadable();
                locked(() -> split = parts);
            }
            case Fault.Cut cut -> open.forEach(each -> each.cut(cut.how()));
        }
        open.forEach(this::engage);
    }

    void heal(Fault.OfLink fault) {
        switch (fault) {
            case Fault.Latency latency -> locked(() -> latencies.remove(latency.direction()));
            case Fault.Stall stall -> locked(() -> stalls.remove(stall.direction()));
            case Fault.LostAck _ -> locked(() -> acksToLoss = 0);
            case Fault.SplitAck _ -> locked(() -> split = null);
            case Fault.Cut _ -> {
                // it was over at once
            }
        }
    }

    private void refuseUnreadable() throws FaultRefusedException {
        for (ConditionedTransport each : open) {
            if (each.form() != ReplicaStream.Form.PLAIN) {
                throw new FaultRefusedException(unreadable(each.form()));
            }
        }
    }

    static String unreadable(ReplicaStream.Form form) {
        return form == ReplicaStream.Form.ENCRYPTED
                ? "the connection is encrypted: nobody on the line can tell an ACK from other bytes. Take TLS off the "
                        + "channel (MASTER_SSL=0), or use latency or stall instead"
                : "the connection is compressed: nobody on the line can tell an ACK from other bytes. Set "
                        + "slave_compressed_protocol=OFF on the replica, or use latency or stall instead";
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        open.forEach(ConditionedTransport::conditionsChanged);
    }

    /** How long a byte of that direction takes now. */
    long delayNanos(Direction direction) {
        lock.lock();
        try {
            Fault.Latency latency = latencies.get(direction);
            if (latency == null) {
                return 0;
            }
            long jitter = latency.jitterMillis() * NANOS_PER_MILLI;
            long more = jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(-jitter, jitter + 1);
            return Math.max(0, latency.delayMillis() * NANOS_PER_MILLI + more);
        } finally {
            lock.unlock();
        }
    }

    boolean stalled(Direction direction) {
        lock.lock();
        try {
            return stalls.contains(direction);
        } finally {
            lock.unlock();
        }
    }

    /** What becomes of the ACK that goes by now. */
    AckFate ack() {
        boolean lost;
        lock.lock();
        try {
            lost = acksToLoss > 0 && --acksToLoss == 0;
            Fault.SplitAck parts = split;
            if (!lost) {
                return parts == null
                        ? AckFate.WHOLE
                        : new AckFate(false, parts.bytes(), parts.gapMillis() * NANOS_PER_MILLI);
            }
        } finally {
            lock.unlock();
        }
        ackLost.run();
        return new AckFate(true, 0, 0);
    }

    /** A connection turned out to be one whose packets cannot be seen. */
    void becameUnreadable(ReplicaStream.Form form) {
        boolean wanted;
        lock.lock();
        try {
            wanted = acksToLoss > 0 || split != null;
        } finally {
            lock.unlock();
        }
        if (wanted) {
            acksUnreadable.accept(unreadable(form));
        }
    }

    private boolean acts(Direction direction) {
        lock.lock();
        try {
            boolean onAcks = direction == Direction.TO_SOURCE && (acksToLoss > 0 || split != null);
            return onAcks || latencies.containsKey(direction) || stalls.contains(direction);
        } finally {
            lock.unlock();
        }
    }

    private void engage(ConditionedTransport transport) {
        for (Direction direction : Direction.values()) {
            if (acts(direction)) {
                transport.engage(direction);
            }
        }
    }

    /**
     * The beginning of a connection needs both directions: waits as long as it takes, or until the time is up or
     * nobody wants it any more.
     *
     * @return what is left of the time
     */
    long awaitOpen(LiveWorld world, long timeoutNanos, BooleanSupplier givenUp) throws IOException {
        long start = System.nanoTime();
        long due = start + delayNanos(Direction.TO_SOURCE) + delayNanos(Direction.TO_REPLICA);
        lock.lock();
        try {
            while (!stalls.isEmpty() || due - System.nanoTime() > 0) {
                world.checkAlive();
                if (givenUp.getAsBoolean()) {
                    throw new IOException(GIVEN_UP);
                }
                long left = timeoutNanos - (System.nanoTime() - start);
                if (left <= 0) {
                    throw new TransportTimeoutException(timeoutNanos);
                }
                long wait = stalls.isEmpty() ? due - System.nanoTime() : LOOK_NANOS;
                changed.await(Math.min(left, Math.min(wait, LOOK_NANOS)), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            throw new WorldKilledError(world.node());
        } finally {
            lock.unlock();
        }
        return Math.max(1, timeoutNanos - (System.nanoTime() - start));
    }

    /** Lets a connection run over this line. */
    Transport over(LiveWorld world, LiveTransport socket) {
        ConditionedTransport transport = new ConditionedTransport(world, socket, this);
        open.add(transport);
        engage(transport);
        return transport;
    }

    void closed(ConditionedTransport transport) {
        open.remove(transport);
    }
}
