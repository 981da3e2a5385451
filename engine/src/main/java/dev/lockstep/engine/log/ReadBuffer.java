package dev.lockstep.engine.log;

import dev.lockstep.engine.world.WorldFile;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads ahead in a file, never behind the end that the caller names: what is behind it may still change. What was read stays
 * in its array for ever, so that events need not be copied out of it; reading on takes a new one.
 */
final class ReadBuffer {
    private static final int BYTES = 1 << 16;

    private final WorldFile file;
    private byte[] bytes = new byte[0];
    private long start;

    ReadBuffer(WorldFile file) {
        this.file = file;
    }

    /**
     * Has {@code count} bytes from {@code position} in {@link #array()}; the caller has checked that they end before
     * {@code end}.
     *
     * @return index of the first
     */
    int index(long position, int count, long end) throws IOException {
        if (position < start || position + count > start + bytes.length) {
            fill(position, (int) Math.max(count, Math.min(BYTES, end - position)), end);
        }
        return (int) (position - start);
    }

    /** What holds the bytes that {@link #index} was asked for last. */
    byte[] array() {
        return bytes;
    }

    private void fill(long position, int count, long end) throws IOException {
        byte[] filled = new byte[count];
        int done = 0;
        if (position >= start && position < start + bytes.length) {
            done = (int) (start + bytes.length - position);
            System.arraycopy(bytes, (int) (position - start), filled, 0, done);
        }
        while (done < count) {
            int got = file.read(position + done, filled, done, count - done);
            if (got <= 0) {
                throw new EOFException("the file ends at " + (position + done) + ", " + end + " was expected");
            }
            done += got;
        }
        bytes = filled;
        start = position;
    }
}
