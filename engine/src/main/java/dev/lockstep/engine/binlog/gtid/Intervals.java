package dev.lockstep.engine.binlog.gtid;

import java.util.Arrays;

/** Sorted, disjoint, non-touching intervals of numbers from 1 on; ends are exclusive. Immutable. */
final class Intervals {
    static final Intervals NONE = new Intervals(new long[0]);

    private final long[] bounds;

    private Intervals(long[] bounds) {
        this.bounds = bounds;
    }

    static Intervals of(long start, long end) {
        return start >= end ? NONE : new Intervals(new long[]{start, end});
    }

    int count() {
        return bounds.length / 2;
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    long start(int index) {
        return bounds[2 * index];
    }

    long end(int index) {
        return bounds[2 * index + 1];
    }

    long size() {
        long size = 0;
        for (int i = 0; i < count(); i++) {
            size += end(i) - start(i);
        }
        return size;
    }

    boolean contains(long number) {
        int at = Arrays.binarySearch(bounds, number);
        return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
    }

    /** Sweeps over both lists; a number is kept if it is in either. */
    Intervals union(Intervals other) {
        return merge(other, 1);
    }

    Intervals intersect(Intervals other) {
        return merge(other, 2);
    }

    Intervals subtract(Intervals other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        return intersect(other.complement());
    }

    private Intervals complement() {
        long[] result = new long[bounds.length + 2];
        System.arraycopy(bounds, 0, result, 1, bounds.length);
        result[0] = Long.MIN_VALUE;
        result[result.length - 1] = Long.MAX_VALUE;
        return new Intervals(result);
    }

    private Intervals merge(Intervals other, int needed) {
        long[] result = new long[bounds.length + other.bounds.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        boolean inside = false;
        while (mine < bounds.length || theirs < other.bounds.length) {
            long next = Math.min(mine < bounds.length ? bounds[mine] : Long.MAX_VALUE,
                    theirs < other.bounds.length ? other.bounds[theirs] : Long.MAX_VALUE);
            while (mine < bounds.length && bounds[mine] == next) {
                mine++;
            }
            while (theirs < other.bounds.length && other.bounds[theirs] == next) {
                theirs++;
            }
            boolean now = mine % 2 + theirs % 2 >= needed;
            if (now != inside) {
                result[size++] = next;
                inside = now;
            }
        }
        return size == 0 ? NONE : new Intervals(Arrays.copyOf(result, size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals intervals && Arrays.equals(bounds, intervals.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** As in a set's text: {@code :1-5:7}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count(); i++) {
            text.append(':').append(start(i));
            if (end(i) - start(i) > 1) {
                text.append('-').append(end(i) - 1);
            }
        }
        return text.toString();
    }
}
