package dev.lockstep.engine.world;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Sockets. A live world listens on the loopback interface only. */
public interface Network {
    /** Listens on a loopback port; 0 lets the system choose one. */
    Listener listen(int port) throws IOException;

    /** Connects, or fails after the time. */
    Transport connect(String host, int port, long timeoutNanos) throws IOException;

    /**
     * The same over the line of a channel, which has its own {@link Faults}.
     *
     * @param owner the channel on whose behalf it is, empty for the default one
     * @param givenUp asked five times a second while it waits: whether nobody wants the connection any more
     */
    Transport connect(String owner, String host, int port, long timeoutNanos, BooleanSupplier givenUp)
            throws IOException;

    /** A new set of transports to wait for, as {@code poll(2)}. */
    Poller poller() throws IOException;

    /** How many sockets are open, those that listen included. */
    int open();
}
