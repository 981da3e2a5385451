package dev.lockstep.engine.link;

import dev.lockstep.engine.world.Transport;
import java.io.IOException;

/**
 * The reading side of a connection. One thread at a time reads; another may write meanwhile.
 */
public interface PacketReader {
    /**
     * The next packet's payload.
     *
     * @param timeoutNanos how long one read of the transport may wait, {@link Transport#FOREVER} without a limit
     * @throws dev.lockstep.engine.world.TransportTimeoutException if no whole packet came within the time. What did come
     *         of it is kept, and the next call goes on from there. (Historical servers lost it, MySQL bug #99628.)
     * @throws java.io.EOFException if the other side closed the connection
     * @throws dev.lockstep.engine.wire.FramingException if the packet is too large or out of order: the connection is of
     *         no more use
     */
    byte[] readPacket(long timeoutNanos) throws IOException;

    /**
     * Whether bytes have been received that {@link #readPacket} has not given out yet, a whole packet or part of one. A
     * poll on the transport does not see them.
     */
    boolean hasBuffered();

    /** Sets the sequence number that the next packet must have to 0. */
    void resetSequence();

    /** What it reads from: for a poller, and to close. */
    Transport transport();
}
