package dev.lockstep.engine.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread did with locks, and its activities, as rows in time order. Each row is two 64-bit words, so that a
 * minute of a busy server fits into some ten megabytes.
 *
 * <p>Only the thread itself appends (no synchronisation on the hot path); any thread may read rows below {@link #end()}.
 * Rows below {@link #begin()} have been dropped to keep the trace within its limit.
 */
public final class ThreadTrack {
    private static final int ROWS_PER_CHUNK = 1024;
    private static final int FIELD_BITS = 20;
    private static final long FIELD_MASK = (1L << FIELD_BITS) - 1;

    /** Largest lock, thread or site number that fits into a row. */
    public static final int MAX_NUMBER = (int) FIELD_MASK;

    private final TraceLog log;
    private final int id;
    private final String node;
    private final String name;
    private final long startedNanos;
    private volatile long[] @Nullable [] chunks = new long[4][];
    private volatile int end;
    private volatile int begin;
    private volatile long endedNanos = Long.MAX_VALUE;

    ThreadTrack(TraceLog log, int id, String node, String name, long startedNanos) {
        this.log = log;
        this.id = id;
        this.node = node;
        this.name = name;
        this.startedNanos = startedNanos;
    }

    /** Number of the thread, unique within the lab, from 1. */
    public int id() {
        return id;
    }

    /** The node whose thread it is. */
    public String node() {
        return node;
    }

    /** The server's name of it. */
    public String name() {
        return name;
    }

    /** When it began, in nanoseconds. */
    public long startedNanos() {
        return startedNanos;
    }

    /** When it ended; {@link Long#MAX_VALUE} while it runs. */
    public long endedNanos() {
        return endedNanos;
    }

    /** Called once, by the thread itself, as it ends. */
    public void ended(long nanos) {
        endedNanos = nanos;
    }

    /** Appends a row. Only the thread itself. */
    public void record(LockOp op, int subject, int other, int site, long nanos) {
        if (!log.recording()) {
            return;
        }
        int row = end;
        int chunk = row / ROWS_PER_CHUNK;
        long[] words = row % ROWS_PER_CHUNK == 0 ? newChunk(chunk) : chunks[chunk];
        if (words == null) {
            words = newChunk(chunk);
        }
        int at = (row % ROWS_PER_CHUNK) * 2;
        words[at] = nanos;
        words[at + 1] = (long) op.ordinal() << (3 * FIELD_BITS) | (subject & FIELD_MASK) << (2 * FIELD_BITS)
                | (other & FIELD_MASK) << FIELD_BITS | (site & FIELD_MASK);
        end = row + 1;
    }

    private long[] newChunk(int chunk) {
        long[] @Nullable [] table = chunks;
        if (chunk == table.length) {
            table = Arrays.copyOf(table, chunk * 2);
        }
        long[] words = new long[2 * ROWS_PER_CHUNK];
        table[chunk] = words;
        chunks = table;
        log.chunkAllocated(this, chunk);
        return words;
    }

    /** Drops a full chunk. Called by the log under its monitor. Returns false if the chunk is still being filled. */
    boolean drop(int chunk) {
        if ((chunk + 1) * ROWS_PER_CHUNK > end) {
            return false;
        }
        begin = Math.max(begin, (chunk + 1) * ROWS_PER_CHUNK);
        chunks[chunk] = null;
        return true;
    }

    /** First row that is still there. */
    public int begin() {
        return begin;
    }

    /** Behind the last row. */
    public int end() {
        return end;
    }

    /** When the row happened; rows that have been dropped meanwhile answer 0. */
    public long nanos(int row) {
        return word(row, 0);
    }

    /** What happened. */
    public LockOp op(int row) {
        return OPS[(int) (word(row, 1) >>> (3 * FIELD_BITS)) & 0xf];
    }

    /** The lock's number, or the activity's ordinal. */
    public int subject(int row) {
        return (int) (word(row, 1) >>> (2 * FIELD_BITS) & FIELD_MASK);
    }

    /** The other thread's number: the holder, the woken waiter; 0 for none. */
    public int other(int row) {
        return (int) (word(row, 1) >>> FIELD_BITS & FIELD_MASK);
    }

    /** Number of the server function that asked. */
    public int site(int row) {
        return (int) (word(row, 1) & FIELD_MASK);
    }

    /** The first row at or after a time, {@code limit} if there is none below it. */
    public int firstAtOrAfter(long nanos, int limit) {
        int low = begin;
        int high = limit;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos(middle) < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static final LockOp[] OPS = opTable();

    private static LockOp[] opTable() {
        LockOp[] table = new LockOp[16];
        Arrays.fill(table, LockOp.ENDED);
        System.arraycopy(LockOp.values(), 0, table, 0, LockOp.values().length);
        return table;
    }

    private long word(int row, int which) {
        long[] words = chunks[row / ROWS_PER_CHUNK];
        return words == null ? 0 : words[(row % ROWS_PER_CHUNK) * 2 + which];
    }

    @Override
    public String toString() {
        return node + "/" + name + "#" + id;
    }
}
