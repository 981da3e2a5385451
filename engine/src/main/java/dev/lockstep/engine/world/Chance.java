package dev.lockstep.engine.world;

/** Random numbers. Not for secrets that leave the machine: a simulated world makes them from a seed. */
public interface Chance {
    /** Any 64 bits. */
    long nextLong();

    /** 0 (included) to {@code bound} (excluded). */
    int nextInt(int bound);

    /** Fills a new array. */
    byte[] bytes(int count);
}
