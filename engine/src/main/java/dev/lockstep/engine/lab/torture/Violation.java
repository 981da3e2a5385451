package dev.lockstep.engine.lab.torture;

/**
 * An invariant that did not hold.
 *
 * @param seed of the schedule; run it again with {@code --seed}
 * @param invariant which one
 * @param seen what was found
 * @param schedule what was done, in order
 */
public record Violation(long seed, String invariant, String seen, String schedule) {
    /** Whoever must be told at once that a schedule cannot go on. */
    static final class Found extends Exception {
        private static final long serialVersionUID = 1L;

        private final String invariant;

        Found(String invariant, String seen) {
            super(seen);
            this.invariant = invariant;
        }

        Violation of(Schedule schedule) {
            return new Violation(schedule.seed(), invariant, String.valueOf(getMessage()), schedule.toString());
        }
    }
}
