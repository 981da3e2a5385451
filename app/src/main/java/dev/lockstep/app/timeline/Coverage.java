package dev.lockstep.app.timeline;

import java.util.Arrays;

/**
 * How much of each pixel column is covered by the spans of one kind. The cost is of the columns, hardly of the spans: a
 * million of them are found by searching. Reused from frame to frame.
 */
final class Coverage {
    private float[] shares = new float[0];
    private int[] counts = new int[0];
    private int columns;
    private int spans;
    private int touched;

    /** Takes the columns of a window from spans that are known up to {@code horizonNanos}. */
    void compute(Intervals intervals, TimeWindow window, int columnCount, long horizonNanos) {
        reset(columnCount);
        double step = (double) window.spanNanos() / columns;
        int count = intervals.countBefore(window.startNanos(), 0, intervals.size());
        long from = window.startNanos();
        long covered = intervals.coveredUpTo(from, horizonNanos, count);
        for (int column = 0; column < columns; column++) {
            long to = window.startNanos() + (long) ((column + 1) * step);
            int next = intervals.countOnward(to, count);
            long coveredTo = intervals.coveredUpTo(to, horizonNanos, next);
            set(column, coveredTo - covered, to - from, next - count);
            count = next;
            covered = coveredTo;
            from = to;
        }
    }

    private void reset(int columnCount) {
        columns = columnCount;
        spans = 0;
        touched = 0;
        if (shares.length < columns) {
            shares = new float[columns];
            counts = new int[columns];
        }
    }

    private void set(int column, long covered, long length, int begun) {
        float share = length > 0 ? (float) covered / length : 0;
        shares[column] = begun > 0 && share <= 0 ? Float.MIN_NORMAL : Math.min(1, share);
        counts[column] = begun;
        if (begun > 0) {
            spans += begun;
            touched++;
        }
    }

    /** Covered part of a column, 0 to 1; above 0 wherever a span begins. */
    float share(int column) {
        return shares[column];
    }

    /** Spans that begin in a column. */
    int begun(int column) {
        return counts[column];
    }

    int columns() {
        return columns;
    }

    /** Whether there are so many spans that single ones can't be told apart: then density is drawn. */
    boolean dense() {
        return touched > 8 && spans > 2L * touched;
    }

    /** Makes this the sum of others, up to a whole column. */
    void clear(int columnCount) {
        reset(columnCount);
        Arrays.fill(shares, 0, columns, 0);
    }

    void add(Coverage other) {
        for (int column = 0; column < columns; column++) {
            shares[column] = Math.min(1, shares[column] + other.shares[column]);
        }
    }
}
