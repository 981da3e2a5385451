package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Real sockets; listens on the loopback interface only. */
final class LiveNetwork implements Network {
    private static final int BACKLOG = 512;

    private final LiveWorld world;
    private final Descriptors descriptors = new Descriptors();
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

    LiveNetwork(LiveWorld world) {
        this.world = world;
    }

    @Override
    public Listener listen(int port) throws IOException {
        world.checkAlive();
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(java.net.StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
        LiveListener listener = new LiveListener(channel);
        open.add(listener);
        return listener;
    }

    @Override
    public Transport connect(String owner, String host, int port, long timeoutNanos, BooleanSupplier givenUp)
            throws IOException {
        LinkConditions line = world.faults().line(owner);
        world.threads().current().blocked(Activity.NETWORK.label());
        long left = line.awaitOpen(world, timeoutNanos, givenUp);
        return line.over(world, open(host, port, left, givenUp));
    }

    @Override
    public LiveTransport connect(String host, int port, long timeoutNanos) throws IOException {
        return open(host, port, timeoutNanos, () -> false);
    }

    private LiveTransport open(String host, int port, long timeoutNanos, BooleanSupplier givenUp) throws IOException {
        world.checkAlive();
        world.threads().current().blocked(Activity.NETWORK.label());
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!channel.connect(new InetSocketAddress(host, port))) {
                finishConnect(channel, timeoutNanos, givenUp);
            }
            return transport(channel);
        } catch (IOException | java.nio.channels.UnresolvedAddressException e) {
            channel.close();
            throw new IOException("cannot connect to " + host + ":" + port + ": "
                    + (e instanceof IOException ? e.getMessage() : "unknown host"), e);
        }
    }

    private void finishConnect(SocketChannel channel, long timeoutNanos, BooleanSupplier givenUp) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            long deadline = System.nanoTime() + timeoutNanos;
            while (!channel.finishConnect()) {
                world.checkAlive();
                long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    throw new TransportTimeoutException(timeoutNanos);
                }
                if (givenUp.getAsBoolean()) {
                    throw new IOException(LinkConditions.GIVEN_UP);
                }
                selector.select(Math.min(leftMillis, 200));
            }
        }
    }

    LiveTransport transport(SocketChannel channel) throws IOException {
        LiveTransport transport = new LiveTransport(world, channel, descriptors.take(), this::closed);
        open.add(transport);
        if (world.killed()) {
            transport.close();
            world.checkAlive();
        }
        return transport;
    }

    private void closed(LiveTransport transport) {
        if (open.remove(transport)) {
            descriptors.giveBack(transport.descriptor());
        }
    }

    @Override
    public Poller poller() throws IOException {
        world.checkAlive();
        return new LivePoller(world);
    }

    @Override
    public int open() {
        return open.size();
    }

    void closeAll() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing a socket failed", e);
            }
        }
    }

    private final class LiveListener implements Listener {
        private final ServerSocketChannel channel;
        private final int port;

        LiveListener(ServerSocketChannel channel) throws IOException {
            this.channel = channel;
            this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public Transport accept() throws IOException {
            world.checkAlive();
            world.threads().current().blocked(Activity.NETWORK.label());
            try {
                return transport(channel.accept());
            } catch (IOException e) {
                world.checkAlive();
                throw e;
            }
        }

        @Override
        public void close() {
            open.remove(this);
            try {
                channel.close();
            } catch (IOException _) {
                // it is closed for us in any case
            }
        }
    }
}
