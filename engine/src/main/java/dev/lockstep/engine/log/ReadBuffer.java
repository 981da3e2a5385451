package dev.lockstep.engine.log;

import dev.lockstep.engine.world.WorldFile;
import java.io.EOFException;
import java.io.IOException;

/** Reads ahead in a file, never behind the end that the caller names: what is behind it may still change. */
final class ReadBuffer {
    private static final int BYTES = 1 << 16;

    private final WorldFile file;
    private final byte[] bytes = new byte[BYTES];
    private long start;
    private int length;

    ReadBuffer(WorldFile file) {
        this.file = file;
    }

    /** Fills {@code target} from {@code position}; the caller has checked that it ends before {@code end}. */
    void read(long position, byte[] target, long end) throws IOException {
        int done = 0;
        while (done < target.length) {
            long at = position + done;
            if (at < start || at >= start + length) {
                fill(at, end);
            }
            int from = (int) (at - start);
            int count = Math.min(target.length - done, length - from);
            System.arraycopy(bytes, from, target, done, count);
            done += count;
        }
    }

    private void fill(long at, long end) throws IOException {
        int wanted = (int) Math.min(BYTES, end - at);
        int got = file.read(at, bytes, 0, wanted);
        if (got <= 0) {
            throw new EOFException("the file ends at " + at + ", " + end + " was expected");
        }
        start = at;
        length = got;
    }
}
