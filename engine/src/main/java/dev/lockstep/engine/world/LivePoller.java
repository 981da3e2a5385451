package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code poll(2)} on a selector. As long as it is given the same list, a poll costs what it finds, not what it watches: a
 * source may have a thousand replicas, of which one has something to say.
 */
final class LivePoller implements Poller {
    /** A transport, and its place in the list. */
    private record Watched(int place, Transport transport) {}

    private final LiveWorld world;
    private final Selector selector;
    private List<Transport> watched = List.of();
    /** Those with a layer above the socket, which may have bytes left over. */
    private List<Watched> layered = List.of();
    private final Set<LiveTransport> closed = ConcurrentHashMap.newKeySet();
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
            select(timeoutNanos);
        } catch (IOException e) {
            throw new UncheckedIOException("waiting for sockets failed", e);
        }
        world.checkAlive();
        woken = false;
        return ready();
    }

    private static LiveTransport live(Transport transport) {
        return (LiveTransport) transport.socket();
    }

    private void select(long timeoutNanos) throws IOException {
        boolean readyNow = !closed.isEmpty() || layered.stream().anyMatch(each -> each.transport().hasBuffered());
        if (woken || readyNow || timeoutNanos <= 0) {
            selector.selectNow();
        } else if (timeoutNanos == Transport.FOREVER) {
            selector.select();
        } else {
            selector.select(Math.max(1, (timeoutNanos + 999_999) / 1_000_000));
        }
    }

    /** A key's own ready set is of no use: a selection in which the key was not ready leaves the old one there. */
    private List<Transport> ready() {
        Set<Watched> found = new HashSet<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof Watched one) {
                found.add(one);
            }
        }
        selector.selectedKeys().clear();
        for (Watched one : layered) {
            if (one.transport().hasBuffered()) {
                found.add(one);
            }
        }
        if (!closed.isEmpty()) {
            for (int i = 0; i < watched.size(); i++) {
                if (live(watched.get(i)).closed()) {
                    found.add(new Watched(i, watched.get(i)));
                }
            }
        }
        List<Watched> inOrder = new ArrayList<>(found);
        inOrder.sort(Comparator.comparingInt(Watched::place));
        return inOrder.stream().map(Watched::transport).toList();
    }

    private void watch(List<Transport> transports) throws IOException {
        if (transports == watched || transports.equals(watched)) {
            return;
        }
        Set<Transport> before = new HashSet<>(watched);
        Set<Transport> now = new HashSet<>(transports);
        for (Transport old : watched) {
            if (!now.contains(old)) {
                LiveTransport gone = live(old);
                gone.forgottenBy(this);
                closed.remove(gone);
                SelectionKey key = gone.channel().keyFor(selector);
                if (key != null) {
                    key.cancel();
                }
            }
        }
        selector.selectNow();
        selector.selectedKeys().clear();
        watched = List.copyOf(transports);
        List<Watched> layers = new ArrayList<>();
        for (int i = 0; i < watched.size(); i++) {
            Watched each = new Watched(i, watched.get(i));
            LiveTransport socket = live(each.transport());
            if (!before.contains(each.transport())) {
                socket.watchedBy(this);
            }
            if (socket != each.transport()) {
                layers.add(each);
            }
            register(socket, each);
        }
        layered = List.copyOf(layers);
    }

    private void register(LiveTransport socket, Watched each) throws IOException {
        try {
            SelectionKey key = socket.channel().keyFor(selector);
            if (key == null) {
                socket.channel().register(selector, SelectionKey.OP_READ, each);
            } else {
                key.attach(each);
            }
        } catch (ClosedChannelException _) {
            // a closed transport is ready: the caller finds out by reading
        }
    }

    /** A transport of the set was closed on this side. Any thread. */
    void closed(LiveTransport transport) {
        closed.add(transport);
        wakeUp();
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
