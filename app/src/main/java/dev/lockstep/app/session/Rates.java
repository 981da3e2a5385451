package dev.lockstep.app.session;

import java.util.ArrayList;
import java.util.List;

/** Commits and ACK waits of one source, counted in buckets of half a second. */
public final class Rates {
    /** Width of a bucket. */
    public static final long BUCKET_NANOS = 500_000_000;
    private static final int STEPS_PER_OCTAVE = 4;
    private static final int STEPS = 40 * STEPS_PER_OCTAVE;
    private static final Bucket EMPTY = new Bucket();

    private final List<Bucket> buckets = new ArrayList<>();

    private static final class Bucket {
        private int commits;
        private int acks;
        private final int[] waits = new int[STEPS];
    }

    /**
     * The end of a curve.
     *
     * @param perSecond commits a second, by bucket
     * @param medianNanos ACK wait by bucket, negative where there was none
     * @param p99Nanos as the median
     */
    public record Curve(List<Double> perSecond, List<Double> medianNanos, List<Double> p99Nanos) {
        /** The last value that is there, negative if there is none. */
        public static double last(List<Double> values) {
            for (int i = values.size() - 1; i >= 0; i--) {
                if (values.get(i) >= 0) {
                    return values.get(i);
                }
            }
            return -1;
        }
    }

    void committed(long nanos) {
        bucket(nanos).commits++;
    }

    void acked(long nanos, long waitedNanos) {
        Bucket bucket = bucket(nanos);
        bucket.acks++;
        bucket.waits[step(waitedNanos)]++;
    }

    /** The full buckets before an instant, at most {@code count} of them, oldest first. */
    public Curve before(long nanos, int count) {
        int end = (int) (nanos / BUCKET_NANOS);
        List<Double> perSecond = new ArrayList<>();
        List<Double> median = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        for (int i = Math.max(0, end - count); i < end; i++) {
            Bucket bucket = i < buckets.size() ? buckets.get(i) : EMPTY;
            perSecond.add(bucket.commits * (1e9 / BUCKET_NANOS));
            median.add(quantile(bucket, 0.5));
            p99.add(quantile(bucket, 0.99));
        }
        return new Curve(perSecond, median, p99);
    }

    /** Commits a second over the last two full buckets before an instant. */
    public double commitsPerSecond(long nanos) {
        List<Double> last = before(nanos, 2).perSecond();
        return last.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private Bucket bucket(long nanos) {
        int index = (int) (nanos / BUCKET_NANOS);
        while (buckets.size() <= index) {
            buckets.add(new Bucket());
        }
        return buckets.get(index);
    }

    private static double quantile(Bucket bucket, double part) {
        int wanted = (int) Math.ceil(bucket.acks * part);
        int seen = 0;
        for (int step = 0; bucket.acks > 0 && step < STEPS; step++) {
            seen += bucket.waits[step];
            if (seen >= wanted) {
                return Math.pow(2, (step + 0.5) / STEPS_PER_OCTAVE);
            }
        }
        return -1;
    }

    private static int step(long nanos) {
        return nanos <= 1 ? 0 : Math.min(STEPS - 1, (int) (Math.log((double) nanos) / Math.log(2) * STEPS_PER_OCTAVE));
    }
}
