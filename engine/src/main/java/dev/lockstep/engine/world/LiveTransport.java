package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket. The channel is non-blocking, so that a poller can watch it; a reader or writer that has to wait does so on a
 * selector of its own direction.
 */
final class LiveTransport implements Transport {
    private static final long FULL_NANOS = 200_000;

    private final LiveWorld world;
    private final SocketChannel channel;
    private final int descriptor;
    private final Consumer<LiveTransport> onClose;
    private final String peer;
    private final int localPort;
    private final List<LivePoller> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Selector readSelector;
    private volatile @Nullable Selector writeSelector;
    private volatile @Nullable Selector carrier;
    private volatile Runnable afterClose = () -> {};
    private volatile boolean closed;

    LiveTransport(LiveWorld world, SocketChannel channel, int descriptor, Consumer<LiveTransport> onClose)
            throws IOException {
        this.descriptor = descriptor;
        this.world = world;
        this.channel = channel;
        this.onClose = onClose;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
        peer = remote.getAddress().getHostAddress() + ":" + remote.getPort();
        localPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    SocketChannel channel() {
        return channel;
    }

    void watchedBy(LivePoller poller) {
        watchers.add(poller);
        if (closed) {
            poller.closed(this);
        }
    }

    void forgottenBy(LivePoller poller) {
        watchers.remove(poller);
    }

    @Override
    public int read(byte[] target, int offset, int length, long timeoutNanos) throws IOException {
        world.checkAlive();
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        long start = System.nanoTime();
        while (true) {
            int count = readNow(buffer);
            if (count != 0) {
                return count;
            }
            long left = timeoutNanos == FOREVER ? FOREVER : timeoutNanos - (System.nanoTime() - start);
            if (left <= 0) {
                throw new TransportTimeoutException(timeoutNanos);
            }
            waitOn(readSelector(), left);
        }
    }

    private Selector readSelector() throws IOException {
        Selector selector = readSelector;
        if (selector == null) {
            selector = register(SelectionKey.OP_READ);
            readSelector = selector;
        }
        return selector;
    }

    /** Waits until something can be read, the time is up, or {@link #wakeReader()} after {@code enough} says so. */
    void awaitReadable(long nanos, BooleanSupplier enough) throws IOException {
        Selector selector = readSelector();
        if (!enough.getAsBoolean()) {
            waitOn(selector, nanos);
        }
    }

    /** Ends a wait of a reader. */
    void wakeReader() {
        Selector selector = readSelector;
        if (selector != null) {
            selector.wakeup();
        }
    }

    /** Reads for a thread that is not of the node; waits as long as it takes. */
    int carriedRead(byte[] target) throws IOException {
        Selector selector = carrier;
        if (selector == null) {
            selector = register(SelectionKey.OP_READ);
            carrier = selector;
        }
        while (true) {
            int count = readNow(ByteBuffer.wrap(target));
            if (count != 0) {
                return count;
            }
            try {
                if (closed) {
                    release(selector);
                    return -1;
                }
                selector.select();
                selector.selectedKeys().clear();
            } catch (ClosedSelectorException _) {
                // closed meanwhile: the next read finds out
            }
        }
    }

    /** Writes for a thread that is not of the node. */
    void carriedWrite(byte[] source, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(source, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(this, FULL_NANOS);
            }
        }
    }

    /** Sends the end of the stream; reading goes on. */
    void endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException _) {
            // it is at its end already
        }
    }

    /** Closes it so that the other side sees a reset. */
    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException _) {
            // it is closed already
        }
        close();
    }

    int readNow(ByteBuffer buffer) throws IOException {
        try {
            return channel.read(buffer);
        } catch (ClosedChannelException e) {
            world.checkAlive();
            return -1;
        }
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        world.checkAlive();
        ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
        while (true) {
            try {
                channel.write(buffer);
            } catch (ClosedChannelException e) {
                world.checkAlive();
                throw new EOFException("the connection to " + peer + " is closed");
            }
            if (!buffer.hasRemaining()) {
                return;
            }
            Selector selector = writeSelector;
            if (selector == null) {
                selector = register(SelectionKey.OP_WRITE);
                writeSelector = selector;
            }
            waitOn(selector, FOREVER);
        }
    }

    private Selector register(int operation) throws IOException {
        Selector selector = Selector.open();
        try {
            channel.register(selector, operation);
        } catch (ClosedChannelException e) {
            selector.close();
            world.checkAlive();
            throw new EOFException("the connection to " + peer + " is closed");
        }
        return selector;
    }

    private void waitOn(Selector selector, long nanos) throws IOException {
        world.threads().current().blocked(Activity.NETWORK.label());
        if (closed) {
            // close() may not have seen this selector yet, and the socket lives as long as its keys do
            release(selector);
            return;
        }
        try {
            if (nanos == FOREVER) {
                selector.select();
            } else {
                selector.select(Math.max(1, (nanos + 999_999) / 1_000_000));
            }
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException _) {
            // closed meanwhile: the caller finds out by reading or writing
        }
        world.checkAlive();
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
        try {
            channel.close();
        } catch (IOException _) {
            // it is closed for us in any case
        }
        release(readSelector);
        release(writeSelector);
        release(carrier);
        watchers.forEach(poller -> poller.closed(this));
        afterClose.run();
    }

    /** What is to be done when it has been closed here, by whomever. */
    void afterClose(Runnable action) {
        afterClose = action;
    }

    /** Wakes a thread that waits on the selector, and closes it; a select that goes on ends without an exception. */
    private static void release(@Nullable Selector selector) {
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException _) {
                // nobody can wait on it any more
            }
        }
    }
}
