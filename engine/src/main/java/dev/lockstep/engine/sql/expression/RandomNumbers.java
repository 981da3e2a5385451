package dev.lockstep.engine.sql.expression;

/** The generator behind {@code RAND()}, the same in all versions: whoever has its two seeds can repeat it. Not thread-safe. */
public final class RandomNumbers {
    private static final long MODULUS = 0x3fff_ffffL;

    private long seed1;
    private long seed2;

    /** From seeds as the binlog has them. */
    public RandomNumbers(long seed1, long seed2) {
        this.seed1 = Long.remainderUnsigned(seed1, MODULUS);
        this.seed2 = Long.remainderUnsigned(seed2, MODULUS);
    }

    /** The generator of {@code RAND(argument)}. */
    public static RandomNumbers of(long argument) {
        long low = argument & 0xffff_ffffL;
        return new RandomNumbers(low * 0x10001L + 55_555_555L & 0xffff_ffffL, low * 0x1000_0001L & 0xffff_ffffL);
    }

    /** The next number, from 0 to below 1. */
    public double next() {
        seed1 = (seed1 * 3 + seed2) % MODULUS;
        seed2 = (seed1 + seed2 + 33) % MODULUS;
        return (double) seed1 / MODULUS;
    }

    /** What the next number is made of, with {@link #seed2()}. */
    public long seed1() {
        return seed1;
    }

    /** See {@link #seed1()}. */
    public long seed2() {
        return seed2;
    }
}
