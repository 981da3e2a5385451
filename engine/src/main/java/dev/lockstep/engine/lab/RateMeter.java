package dev.lockstep.engine.lab;

/** Counts things a second, in buckets of a tenth of a second. Thread-safe. */
final class RateMeter {
    private static final long BUCKET_NANOS = 100_000_000;
    private static final int PER_SECOND = 10;

    private final long[] counts = new long[PER_SECOND + 2];
    private long newest;

    /** Something happened at that time. */
    synchronized void record(long nanos) {
        advance(nanos / BUCKET_NANOS);
        counts[(int) (nanos / BUCKET_NANOS % counts.length)]++;
    }

    /** How many in the last full second before that time. */
    synchronized double perSecond(long nanos) {
        long bucket = nanos / BUCKET_NANOS;
        advance(bucket);
        long sum = 0;
        for (long i = Math.max(0, bucket - PER_SECOND); i < bucket; i++) {
            sum += counts[(int) (i % counts.length)];
        }
        return sum;
    }

    private void advance(long bucket) {
        for (long i = Math.max(newest + 1, bucket - counts.length + 1); i <= bucket; i++) {
            counts[(int) (i % counts.length)] = 0;
        }
        newest = Math.max(newest, bucket);
    }
}
