package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** {@code poll(2)} on a selector. */
final class LivePoller implements Poller {
    private final LiveWorld world;
    private final Selector selector;
    private List<Transport> watched = List.of();
    private volatile boolean woken;

    LivePoller(LiveWorld world) throws IOException {
        this.world = world;
        this.selector = Selector.open();
    }

    @Override
    public List<Transport> poll(List<Transport> transports, long timeoutNanos) {
        world.checkAlive();
        try {
            watch(transports);
            world.threads().current().blocked(Activity.POLLING.label());
            select(transports, timeoutNanos);
        } catch (IOException e) {
            throw new UncheckedIOException("waiting for sockets failed", e);
        }
        world.checkAlive();
        woken = false;
        List<Transport> ready = new ArrayList<>();
        for (Transport transport : transports) {
            if (transport.hasBuffered() || isReady(live(transport))) {
                ready.add(transport);
            }
        }
        selector.selectedKeys().clear();
        return ready;
    }

    private static LiveTransport live(Transport transport) {
        return (LiveTransport) transport.socket();
    }

    private void select(List<Transport> transports, long timeoutNanos) throws IOException {
        boolean readyNow = transports.stream().anyMatch(each -> each.closed() || each.hasBuffered());
        if (woken || readyNow || timeoutNanos <= 0) {
            selector.selectNow();
        } else if (timeoutNanos == Transport.FOREVER) {
            selector.select();
        } else {
            selector.select(Math.max(1, (timeoutNanos + 999_999) / 1_000_000));
        }
    }

    /** A key's own ready set is of no use: a selection in which the key was not ready leaves the old one there. */
    private boolean isReady(LiveTransport transport) {
        SelectionKey key = transport.channel().keyFor(selector);
        return transport.closed() || key == null || selector.selectedKeys().contains(key);
    }

    private void watch(List<Transport> transports) throws IOException {
        if (transports.equals(watched)) {
            return;
        }
        for (Transport old : watched) {
            if (!transports.contains(old)) {
                LiveTransport gone = live(old);
                gone.forgottenBy(this);
                SelectionKey key = gone.channel().keyFor(selector);
                if (key != null) {
                    key.cancel();
                }
            }
        }
        selector.selectNow();
        selector.selectedKeys().clear();
        for (Transport each : transports) {
            LiveTransport transport = live(each);
            if (!watched.contains(each)) {
                transport.watchedBy(this);
            }
            register(transport);
        }
        watched = List.copyOf(transports);
    }

    private void register(LiveTransport transport) throws IOException {
        try {
            if (transport.channel().keyFor(selector) == null) {
                transport.channel().register(selector, SelectionKey.OP_READ);
            }
        } catch (ClosedChannelException _) {
            // a closed transport is ready: the caller finds out by reading
        }
    }

    @Override
    public void wakeUp() {
        woken = true;
        selector.wakeup();
    }

    @Override
    public void close() {
        for (Transport each : watched) {
            live(each).forgottenBy(this);
        }
        try {
            selector.close();
        } catch (IOException _) {
            // nobody waits on it any more
        }
    }
}
