package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Fault.Direction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection that is not as fast as it should be: bytes go in, and come out in the same order when they are
 * due and the direction is not stalled. One thread puts, one takes; any may end it.
 */
final class DelayedBytes {
    /** More than so much is not under way at once: who puts has to wait then, as with a full window. */
    private static final long WINDOW_BYTES = 4 << 20;
    private static final byte[] END = new byte[0];

    private static final class Chunk {
        private final byte[] bytes;
        private final long dueNanos;

        private Chunk(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }

    private final LinkConditions conditions;
    private final Direction direction;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private long lastDueNanos = System.nanoTime();
    private long held;
    private int taken;
    private boolean dead;
    private boolean abandoned;
    private @Nullable IOException failure;

    DelayedBytes(LinkConditions conditions, Direction direction) {
        this.conditions = conditions;
        this.direction = direction;
    }

    /** Sends bytes on their way, {@code extraNanos} later than those before them; waits while the window is full. */
    void put(byte[] source, int offset, int length, long extraNanos) {
        if (length > 0) {
            add(java.util.Arrays.copyOfRange(source, offset, offset + length), extraNanos);
        }
    }

    /** Nothing more comes behind what is under way; with a failure the taker gets that. */
    void end(@Nullable IOException why) {
        failure = why;
        add(END, 0);
    }

    private void add(byte[] bytes, long extraNanos) {
        lock.lock();
        try {
            while (held > WINDOW_BYTES && !abandoned && !dead) {
                changed.awaitUninterruptibly();
            }
            if (abandoned || dead) {
                return;
            }
            lastDueNanos = Math.max(lastDueNanos, System.nanoTime() + conditions.delayNanos(direction)) + extraNanos;
            chunks.addLast(new Chunk(bytes, lastDueNanos));
            held += bytes.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what has come.
     *
     * @return how many bytes, -1 at the end
     * @throws TransportTimeoutException if nothing came within the time
     */
    int take(byte[] target, int offset, int length, long timeoutNanos) throws IOException, InterruptedException {
        long start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (true) {
                if (abandoned) {
                    return -1;
                }
                Chunk head = chunks.peekFirst();
                long wait = Transport.FOREVER;
                if (head != null && !dead && !conditions.stalled(direction)) {
                    wait = head.dueNanos - System.nanoTime();
                    if (wait <= 0) {
                        return from(head, target, offset, length);
                    }
                }
                long left = timeoutNanos == Transport.FOREVER
                        ? Transport.FOREVER
                        : timeoutNanos - (System.nanoTime() - start);
                if (left <= 0) {
                    throw new TransportTimeoutException(timeoutNanos);
                }
                changed.await(Math.min(wait, left), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private int from(Chunk head, byte[] target, int offset, int length) throws IOException {
        if (head.bytes == END) {
            IOException why = failure;
            if (why != null) {
                throw new IOException(why.getMessage(), why);
            }
            return -1;
        }
        int count = Math.min(length, head.bytes.length - taken);
        System.arraycopy(head.bytes, taken, target, offset, count);
        taken += count;
        if (taken == head.bytes.length) {
            chunks.removeFirst();
            held -= taken;
            taken = 0;
            changed.signalAll();
        }
        return count;
    }

    /** Looks again: a condition has changed. */
    void changed() {
        locked(() -> {});
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on bytes are lost, and nothing comes out. */
    void die() {
        locked(() -> dead = true);
    }

    /** Nobody takes any more. */
    void abandon() {
        locked(() -> {
            abandoned = true;
            chunks.clear();
        });
    }
}
