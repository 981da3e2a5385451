package dev.lockstep.engine.world;

import java.io.IOException;

/**
 * A connected byte stream. One thread may read while another writes (a dump thread sends while the ACK receiver reads);
 * two readers or two writers at once are the caller's mistake. {@link #close()} from any thread ends both.
 */
public interface Transport extends AutoCloseable {
    /** Waits for no longer than it takes. */
    long FOREVER = Long.MAX_VALUE;

    /**
     * Reads at least one byte.
     *
     * @return how many bytes were read, -1 at the end of the stream
     * @throws TransportTimeoutException if nothing came within the time; nothing is lost and reading may go on
     */
    int read(byte[] target, int offset, int length, long timeoutNanos) throws IOException;

    /** Writes all bytes, waiting while the other side's window is full. */
    void write(byte[] source, int offset, int length) throws IOException;

    /**
     * Whether a read would find bytes without anything coming from the network: a layer (TLS, compression) has taken them
     * from its socket already. A poll on the socket alone would not see them.
     */
    default boolean hasBuffered() {
        return false;
    }

    /** What the network knows of: this, or the transport below a layer. */
    default Transport socket() {
        return this;
    }

    /**
     * Which of the server's connections this is, as the system numbers descriptors: the lowest that is free, from 0. A model
     * of the number that a real process gets from its system.
     */
    default int descriptor() {
        Transport below = socket();
        return below == this ? 0 : below.descriptor();
    }

    /** Other side's address, {@code host:port}. */
    String peer();

    /** Own port. */
    int localPort();

    /** Whether {@link #close()} was called here. */
    boolean closed();

    @Override
    void close();
}
