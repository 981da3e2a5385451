package dev.lockstep.engine.world;

import java.io.IOException;

/** An open file. Reads and writes name their offset, so that one thread may read while another appends. */
public interface WorldFile extends AutoCloseable {
    /** Reads up to {@code length} bytes at {@code position}; -1 at or behind the end. */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /** Writes all bytes at {@code position}. */
    void write(long position, byte[] source, int offset, int length) throws IOException;

    /** Size in bytes. */
    long size() throws IOException;

    /** Cuts the file off. */
    void truncate(long size) throws IOException;

    /** Makes what was written durable ({@code fdatasync}). */
    void force() throws IOException;

    @Override
    void close();
}
