package dev.lockstep.engine.world;

import java.util.List;

/** Waits for several transports at once, as {@code poll(2)}. One thread waits; {@link #wakeUp()} may come from any. */
public interface Poller extends AutoCloseable {
    /**
     * Waits until one of the transports can be read, has been closed by either side, or the time is up. A layer is ready
     * if it has bytes left over from an earlier read, or if its socket is: what came there may then be only a part of a
     * record, so that a read still waits.
     *
     * @param transports the set to watch; it may differ from call to call
     * @param timeoutNanos {@link Transport#FOREVER} to wait without a limit
     * @return those that are ready, in the order given; empty after the time or {@link #wakeUp()}
     */
    List<Transport> poll(List<Transport> transports, long timeoutNanos);

    /** Ends a wait that is going on, or the next one: the self-pipe of newer servers. */
    void wakeUp();

    @Override
    void close();
}
