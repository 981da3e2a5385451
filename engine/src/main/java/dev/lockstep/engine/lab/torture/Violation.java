package dev.lockstep.engine.lab.torture;

/**
 * An invariant that did not hold.
 *
 * @param seed of the schedule; run it again with {@code --seed}
 * @param invariant which one
 * @param seen what was found
 */
public record Violation(long seed, String invariant, String seen) {
    /** Whoever must be told at once that a schedule cannot go on. */
    static final class Found extends Exception {
        private static final long serialVersionUID = 1L;

        private final String invariant;

        Found(String invariant, String seen) {
            super(seen);
            this.invariant = invariant;
        }

        Violation of(long seed) {
            return new Violation(seed, invariant, String.valueOf(getMessage()));
        }
    }
}
