package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.Fault.Cut;
import dev.lockstep.engine.trace.Fault.Direction;
import dev.lockstep.engine.wire.ReplicaStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A replica's connection over a line on which something may be wrong. As long as nothing was, it goes straight to the socket;
 * from the first fault of a direction on, a thread of the network's own carries that direction's bytes.
 */
final class ConditionedTransport implements Transport {
    private static final int CARRY_BYTES = 64 * 1024;
    private static final int USE_LINE = -2;

    private final LiveWorld world;
    private final LiveTransport socket;
    private final LinkConditions conditions;
    private final ReplicaStream stream = new ReplicaStream();
    private final Object readMonitor = new Object();
    private final Object writeMonitor = new Object();
    private volatile @Nullable DelayedBytes fromSource;
    private volatile @Nullable DelayedBytes toSource;
    private volatile @Nullable IOException broken;
    private volatile boolean ended;
    private volatile boolean silent;
    private volatile boolean closed;

    ConditionedTransport(LiveWorld world, LiveTransport socket, LinkConditions conditions) {
        this.world = world;
        this.socket = socket;
        this.conditions = conditions;
        socket.afterClose(this::socketClosed);
    }

    private void socketClosed() {
        lines(DelayedBytes::abandon);
        conditions.closed(this);
    }

    ReplicaStream.Form form() {
        return stream.form();
    }

    /** From now on a direction is carried. */
    synchronized void engage(Direction direction) {
        switch (direction) {
            case TO_SOURCE -> {
                if (toSource == null) {
                    DelayedBytes line = new DelayedBytes(conditions, direction);
                    toSource = line;
                    carry(() -> carryToSource(line));
                }
            }
            case TO_REPLICA -> {
                if (fromSource == null) {
                    DelayedBytes line = new DelayedBytes(conditions, direction);
                    synchronized (readMonitor) {
                        fromSource = line;
                    }
                    socket.wakeReader();
                    carry(() -> carryFromSource(line));
                }
            }
        }
    }

    /** A wire is no server thread: it is not in the trace. */
    private void carry(Runnable body) {
        Thread.ofPlatform().daemon().name(world.node() + "/line").start(() -> {
            try {
                body.run();
            } catch (WorldKilledError _) {
                // the connection is gone with the node
            }
        });
    }

    private void carryFromSource(DelayedBytes line) {
        byte[] buffer = new byte[CARRY_BYTES];
        try {
            while (!silent) {
                int count = socket.carriedRead(buffer);
                if (count < 0) {
                    line.end(null);
                    return;
                }
                line.put(buffer, 0, count, 0);
            }
        } catch (IOException e) {
            line.end(e);
        } catch (WorldKilledError e) {
            line.abandon();
            throw e;
        }
    }

    private void carryToSource(DelayedBytes line) {
        byte[] buffer = new byte[CARRY_BYTES];
        try {
            for (int count = line.take(buffer, 0, buffer.length, FOREVER); count >= 0; count = line.take(buffer, 0,
                    buffer.length, FOREVER)) {
                synchronized (writeMonitor) {
                    socket.carriedWrite(buffer, count);
                }
            }
        } catch (IOException e) {
            broken = e;
            line.abandon();
        } catch (InterruptedException _) {
            line.abandon();
        }
        if (closed && !silent) {
            socket.close();
        }
    }

    /** The connection ends, from the middle. */
    void cut(Cut.How how) {
        switch (how) {
            case CLOSE -> {
                ended = true;
                socket.endOutput();
                lines(DelayedBytes::abandon);
                socket.wakeReader();
            }
            case RESET -> {
                broken = new IOException("Connection reset");
                socket.reset();
            }
            case SILENT -> {
                silent = true;
                for (Direction direction : Direction.values()) {
                    engage(direction);
                }
                lines(DelayedBytes::die);
                conditions.closed(this);
            }
        }
    }

    void conditionsChanged() {
        lines(DelayedBytes::changed);
    }

    private void lines(java.util.function.Consumer<DelayedBytes> what) {
        DelayedBytes in = fromSource;
        if (in != null) {
            what.accept(in);
        }
        DelayedBytes out = toSource;
        if (out != null) {
            what.accept(out);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length, long timeoutNanos) throws IOException {
        world.checkAlive();
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        long start = System.nanoTime();
        while (true) {
            int count = straight(buffer);
            if (count != 0 && count != USE_LINE) {
                return count;
            }
            long left = timeoutNanos == FOREVER ? FOREVER : timeoutNanos - (System.nanoTime() - start);
            DelayedBytes line = fromSource;
            if (count == USE_LINE && line != null) {
                return carried(line, target, offset, length, left);
            }
            if (left <= 0) {
                throw new TransportTimeoutException(timeoutNanos);
            }
            socket.awaitReadable(left, () -> fromSource != null || ended || broken != null);
        }
    }

    private int straight(ByteBuffer buffer) throws IOException {
        IOException why = broken;
        if (why != null) {
            throw new IOException(why.getMessage(), why);
        }
        if (ended || closed) {
            return -1;
        }
        synchronized (readMonitor) {
            return fromSource == null ? socket.readNow(buffer) : USE_LINE;
        }
    }

    private int carried(DelayedBytes line, byte[] target, int offset, int length, long timeoutNanos)
            throws IOException {
        world.threads().current().blocked(Activity.NETWORK.label());
        try {
            int count = line.take(target, offset, length, timeoutNanos);
            IOException why = broken;
            if (count < 0 && why != null && !closed) {
                throw new IOException(why.getMessage(), why);
            }
            world.checkAlive();
            return count;
        } catch (InterruptedException _) {
            world.checkAlive();
            throw new EOFException("interrupted while reading from " + peer());
        }
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        world.checkAlive();
        if (closed || ended || broken != null) {
            throw new EOFException("the connection to " + peer() + " is closed");
        }
        ReplicaStream.Form before = stream.form();
        Iterable<ReplicaStream.Piece> pieces = stream.feed(source, offset, length);
        if (stream.form() != before) {
            conditions.becameUnreadable(stream.form());
        }
        if (toSource == null) {
            synchronized (writeMonitor) {
                if (toSource == null) {
                    socket.write(source, offset, length);
                    return;
                }
            }
        }
        DelayedBytes line = toSource;
        if (line != null) {
            for (ReplicaStream.Piece piece : pieces) {
                put(line, source, piece);
            }
        }
    }

    private void put(DelayedBytes line, byte[] source, ReplicaStream.Piece piece) {
        LinkConditions.AckFate fate = piece.ack() ? conditions.ack() : LinkConditions.AckFate.WHOLE;
        if (fate.lost()) {
            return;
        }
        int first = Math.min(piece.length(), fate.splitAfter());
        line.put(source, piece.offset(), first, 0);
        line.put(source, piece.offset() + first, piece.length() - first, fate.gapNanos());
    }

    @Override
    public Transport socket() {
        return socket;
    }

    @Override
    public String peer() {
        return socket.peer();
    }

    @Override
    public int localPort() {
        return socket.localPort();
    }

    @Override
    public boolean closed() {
        return closed || socket.closed();
    }

    /** What is under way still arrives before the end does; over a silent line nothing does. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        DelayedBytes in = fromSource;
        if (in != null) {
            in.abandon();
        }
        DelayedBytes out = toSource;
        if (silent) {
            if (out != null) {
                out.abandon();
            }
            return; // the socket stays until the node's world ends: nobody tells the other side
        }
        if (out != null && !ended && broken == null && !world.killed()) {
            out.end(null);
            socket.wakeReader();
        } else {
            socket.close();
        }
    }

}
