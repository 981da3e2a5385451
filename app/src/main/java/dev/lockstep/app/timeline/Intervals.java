package dev.lockstep.app.timeline;

import java.util.Arrays;

/**
 * Disjoint spans of one kind of one thread, in time order, with running totals: how much of any stretch of time they
 * cover is found by binary search. The last span may be open. FX thread only.
 */
final class Intervals {
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private long[] coveredBefore = new long[64];
    private int[] tags = new int[64];
    private int[] others = new int[64];
    private int size;
    private long openSince = -1;
    private int openTag;
    private int openOther;

    /** Closed spans. */
    int size() {
        return size;
    }

    long start(int index) {
        return index == size ? openSince : starts[index];
    }

    /** The end of a span; the open one is cut off at {@code limitNanos}. */
    long end(int index, long limitNanos) {
        return index == size ? Math.max(limitNanos, openSince) : ends[index];
    }

    /** What the owner noted about a span: the site or the activity. */
    int tag(int index) {
        return index == size ? openTag : tags[index];
    }

    /** The other thread of a span. */
    int other(int index) {
        return index == size ? openOther : others[index];
    }

    boolean isOpen() {
        return openSince >= 0;
    }

    long openSince() {
        return openSince;
    }

    void open(long nanos, int tag, int other) {
        if (isOpen()) {
            return;
        }
        openSince = size == 0 ? nanos : Math.max(nanos, ends[size - 1]);
        openTag = tag;
        openOther = other;
    }

    /** Ends the open span; without one nothing happens (its beginning had been dropped from the trace). */
    void close(long nanos) {
        if (!isOpen()) {
            return;
        }
        if (size == starts.length) {
            grow();
        }
        starts[size] = openSince;
        ends[size] = Math.max(nanos, openSince);
        coveredBefore[size] = size == 0 ? 0 : coveredBefore[size - 1] + ends[size - 1] - starts[size - 1];
        tags[size] = openTag;
        others[size] = openOther;
        size++;
        openSince = -1;
    }

    private void grow() {
        int capacity = size * 2;
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        coveredBefore = Arrays.copyOf(coveredBefore, capacity);
        tags = Arrays.copyOf(tags, capacity);
        others = Arrays.copyOf(others, capacity);
    }

    /** How many closed spans begin before an instant, looked for between two indexes. */
    int countBefore(long nanos, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The same for an instant later than the one that gave {@code from}: fast if it is near. */
    int countOnward(long nanos, int from) {
        int step = 1;
        int low = from;
        while (low + step <= size && starts[low + step - 1] < nanos) {
            low += step;
            step *= 2;
        }
        return countBefore(nanos, low, Math.min(size, low + step));
    }

    /** Nanoseconds covered before an instant, the open span counted up to {@code limitNanos}. */
    long coveredUpTo(long nanos, long limitNanos) {
        return coveredUpTo(nanos, limitNanos, countBefore(nanos, 0, size));
    }

    /** The same, with {@link #countBefore} known. */
    long coveredUpTo(long nanos, long limitNanos, int count) {
        long covered = 0;
        if (count > 0) {
            int last = count - 1;
            covered = coveredBefore[last] + Math.min(nanos, ends[last]) - starts[last];
        }
        if (isOpen()) {
            covered += Math.max(0, Math.min(nanos, limitNanos) - openSince);
        }
        return covered;
    }

    /** The span at an instant, -1 without one; {@link #size()} for the open one. */
    int at(long nanos) {
        if (isOpen() && nanos >= openSince) {
            return size;
        }
        int index = countBefore(nanos + 1, 0, size) - 1;
        return index >= 0 && nanos < ends[index] ? index : -1;
    }

    /** The span nearest to an instant within a tolerance, -1 without one. */
    int near(long nanos, long toleranceNanos) {
        int hit = at(nanos);
        if (hit >= 0) {
            return hit;
        }
        int next = countBefore(nanos, 0, size);
        long toNext = next < size ? starts[next] - nanos : isOpen() ? openSince - nanos : Long.MAX_VALUE;
        long toPrevious = next > 0 ? nanos - ends[next - 1] : Long.MAX_VALUE;
        if (Math.min(toNext, toPrevious) > toleranceNanos) {
            return -1;
        }
        return toNext < toPrevious ? next : next - 1;
    }

    /** Whether anything of it lies between two instants. */
    boolean touches(long fromNanos, long toNanos) {
        if (isOpen() && openSince < toNanos) {
            return true;
        }
        int index = countBefore(toNanos, 0, size) - 1;
        return index >= 0 && ends[index] >= fromNanos;
    }

    /** Forgets spans that ended before an instant, once they are more than half of all. */
    void dropBefore(long nanos) {
        int first = countBefore(nanos, 0, size);
        if (first < 1024 || first < size / 2) {
            return;
        }
        int left = size - first;
        starts = Arrays.copyOfRange(starts, first, first + Math.max(64, left));
        ends = Arrays.copyOfRange(ends, first, first + Math.max(64, left));
        coveredBefore = Arrays.copyOfRange(coveredBefore, first, first + Math.max(64, left));
        tags = Arrays.copyOfRange(tags, first, first + Math.max(64, left));
        others = Arrays.copyOfRange(others, first, first + Math.max(64, left));
        size = left;
    }
}
