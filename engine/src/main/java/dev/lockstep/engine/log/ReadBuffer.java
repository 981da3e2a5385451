package dev.lockstep.engine.log;

import dev.lockstep.engine.world.WorldFile;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads ahead in a file, never behind the end that the caller names: what is behind it may still change. What was given
 * away with {@link #array()} stays for ever, so that events need not be copied out of it; reading on takes a new one then.
 */
final class ReadBuffer {
    private static final int BYTES = 1 << 16;

    private final WorldFile file;
    private byte[] bytes = new byte[0];
    /** How many of them are filled. */
    private int filled;
    private long start;
    private boolean given;

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
        if (position < start || position + count > start + filled) {
            fill(position, (int) Math.max(count, Math.min(BYTES, end - position)), end);
        }
        return (int) (position - start);
    }

    /** What holds the bytes that {@link #index} was asked for last; it is the caller's to keep. */
    byte[] array() {
        given = true;
        return bytes;
    }

    /** The same, only to be looked at until {@link #index} is asked again. */
    byte[] bytes() {
        return bytes;
    }

    private void fill(long position, int count, long end) throws IOException {
        byte[] target = given || count > bytes.length ? new byte[count] : bytes;
        int done = 0;
        if (position >= start && position < start + filled) {
            done = (int) (start + filled - position);
            System.arraycopy(bytes, (int) (position - start), target, 0, done);
        }
        filled = 0;
        while (done < count) {
            int got = file.read(position + done, target, done, count - done);
            if (got <= 0) {
                throw new EOFException("the file ends at " + (position + done) + ", " + end + " was expected");
            }
            done += got;
        }
        given &= target == bytes;
        bytes = target;
        filled = done;
        start = position;
    }
}
