package dev.lockstep.app.timeline;

/**
 * The part of a recording that is in view. Times are nanoseconds; the span stays between {@link #SHORTEST_NANOS} and
 * {@link #LONGEST_NANOS}. Immutable.
 */
public record TimeWindow(long startNanos, long spanNanos) {
    /** One microsecond. */
    public static final long SHORTEST_NANOS = 1_000;
    /** Ten minutes. */
    public static final long LONGEST_NANOS = 600_000_000_000L;

    /** Clamps the span. */
    public TimeWindow {
        spanNanos = clampSpan(spanNanos);
    }

    /** A window that ends at an instant. */
    public static TimeWindow endingAt(long endNanos, long spanNanos) {
        return new TimeWindow(endNanos - clampSpan(spanNanos), spanNanos);
    }

    /** Behind the last instant in view. */
    public long endNanos() {
        return startNanos + spanNanos;
    }

    /** The same span, elsewhere. */
    public TimeWindow moved(long deltaNanos) {
        return new TimeWindow(startNanos + deltaNanos, spanNanos);
    }

    /**
     * Shows more (factor above 1) or less around an instant, which keeps its place on the screen.
     *
     * @param factor new span divided by old span
     */
    public TimeWindow zoomed(double factor, long aroundNanos) {
        long span = clampSpan(Math.round(spanNanos * factor));
        double share = (double) (aroundNanos - startNanos) / spanNanos;
        return new TimeWindow(aroundNanos - Math.round(share * span), span);
    }

    private static long clampSpan(long nanos) {
        return Math.clamp(nanos, SHORTEST_NANOS, LONGEST_NANOS);
    }
}
