package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.RelayLog;
import dev.lockstep.engine.log.Saving;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.io.IOException;

/**
 * A channel's relay log between its two threads, under the relay log's {@code LOCK_log} and {@code update_cond}. The
 * receiver appends, the applier reads up to what was flushed and waits for more.
 */
final class ChannelRelay implements AutoCloseable {
    private static final long FLUSH_BYTES = 64 * 1024;

    private final World world;
    private final String channel;
    private final ReplicaSettings settings;
    private final ChannelCounter counter;
    private final RelayLog log;
    private final TracedLock lock;
    private final TracedCondition updated;
    private long appendedSinceSync;
    private long unflushedBytes;

    ChannelRelay(World world, String channel, ReplicaSettings settings, ChannelCounter counter, RelayLog log) {
        this.world = world;
        this.channel = channel;
        this.settings = settings;
        this.counter = counter;
        this.log = log;
        lock = world.lock("MYSQL_RELAY_LOG::LOCK_log");
        updated = lock.condition("MYSQL_RELAY_LOG::update_cond");
    }

    /** Appends an event; the applier sees it after {@link #flush()}. Returns where the event begins. */
    BinlogPosition append(EncodedEvent event) throws IOException {
        lock.lock("queue_event");
        try {
            counter.received(event.header());
            appendedSinceSync++;
            unflushedBytes += event.length();
            return log.append(event);
        } finally {
            lock.unlock();
        }
    }

    /** Appends bytes that were taken for an event and are none. Returns where they begin. */
    BinlogPosition appendRaw(byte[] bytes) throws IOException {
        lock.lock("queue_event");
        try {
            appendedSinceSync++;
            unflushedBytes += bytes.length;
            return log.appendRaw(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Whether so much was appended that it is to be flushed, though more is coming. Only the receiver asks. */
    boolean flushDue() {
        return unflushedBytes >= FLUSH_BYTES || log.fileBytes() >= settings.maxRelayLogBytes();
    }

    /** Shows the applier what was appended, makes it durable if it is time to, and rotates a file that is full. */
    void flush() throws IOException {
        lock.lock("after_append_to_relay_log");
        try {
            flushAndTell();
            long period = settings.syncRelayLog();
            boolean due = period > 0 && appendedSinceSync >= period;
            if (due) {
                appendedSinceSync = 0;
                log.sync();
            }
            boolean full = log.fileBytes() >= settings.maxRelayLogBytes();
            if (full) {
                log.rotate(world.clock().epochMicros() / 1_000_000);
            }
            if (due || full) {
                tellWritten(world.clock().nanos(), true);
            }
            updated.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes what was flushed durable, whether it is time to or not. */
    void sync() throws IOException {
        lock.lock("flush_and_sync");
        try {
            appendedSinceSync = 0;
            log.sync();
            tellWritten(world.clock().nanos(), true);
        } finally {
            lock.unlock();
        }
    }

    /** After a restart: up to where the source's log is here. */
    void tellRecovered(BinlogPosition received) {
        if (!received.file().isEmpty()) {
            world.trace()
                    .emit(new TraceEvent.RelayLogWritten(world.clock().nanos(), world.node(), channel, received,
                            false));
        }
    }

    /** A file that is full is made durable when it is closed. */
    private void tellWritten(long nanos, boolean synced) {
        log.sourceEnd()
                .ifPresent(end -> world.trace()
                        .emit(new TraceEvent.RelayLogWritten(nanos, world.node(), channel, end, synced)));
    }

    /** The applier may read it, and even have applied it, before this thread comes to tell. */
    private void flushAndTell() throws IOException {
        long before = world.clock().nanos();
        log.flush();
        unflushedBytes = 0;
        tellWritten(before, false);
    }

    /** Begins a new file, whatever the size of the old one. */
    void rotate() throws IOException {
        lock.lock("rotate_relay_log");
        try {
            flushAndTell();
            log.rotate(world.clock().epochMicros() / 1_000_000);
            tellWritten(world.clock().nanos(), true);
            updated.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the end is another than {@code seen}, {@link #wake()}, or the time is up. */
    void awaitMore(BinlogPosition seen, long timeoutNanos) {
        lock.lock("wait_for_update_relay_log");
        try {
            if (log.end().equals(seen)) {
                updated.await(timeoutNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits, whatever comes, until {@link #wake()} or the time is up; more may come before either. */
    void pause(long nanos) {
        lock.lock("slave_sleep");
        try {
            updated.await(nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Ends waits of the applier. */
    void wake() {
        lock.lock("terminate_slave_thread");
        try {
            updated.signalAll();
        } finally {
            lock.unlock();
        }
    }

    BinlogPosition end() {
        return log.end();
    }

    BinlogStream stream(BinlogPosition from) throws IOException {
        return log.stream(from);
    }

    /** The oldest file. */
    String firstFile() {
        return log.index().names().getFirst();
    }

    /** Whether there is a file of that name. */
    boolean holds(String file) {
        return log.index().names().contains(file);
    }

    /** Deletes the files that the applier has done with. */
    void purgeBefore(String file) throws IOException {
        lock.lock("purge_first_log");
        try {
            log.purgeBefore(file);
        } finally {
            lock.unlock();
        }
    }

    long totalBytes() {
        try {
            return log.totalBytes();
        } catch (IOException e) {
            return 0;
        }
    }

    void delete(Saving saving) throws IOException {
        log.delete(saving);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
