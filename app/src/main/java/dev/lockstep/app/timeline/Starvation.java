package dev.lockstep.app.timeline;

import java.util.List;

/**
 * How badly a lock starves its waiters, as of an instant.
 *
 * @param longestWaitNanos the longest wait that goes on at the instant, 0 if nobody waits
 * @param waiter label of who waits that long, empty without one
 * @param sinceWaitBegan whether the counts are of the time since that wait began, rather than of the window in view
 * @param barged how often the lock was taken before a woken waiter ran
 * @param heldShare share of the time for which somebody held the lock, 0 to 1
 * @param handOvers how often somebody who had waited got it
 */
public record Starvation(long longestWaitNanos, String waiter, boolean sinceWaitBegan, int barged, double heldShare,
        int handOvers) {
    /** A wait this long is the story, so that counts are taken from its beginning. */
    static final long LONG_WAIT_NANOS = 100_000_000;

    /** Nothing recorded. */
    static final Starvation NONE = new Starvation(0, "", false, 0, 0, 0);

    /** Whether somebody starves. */
    public boolean starving() {
        return longestWaitNanos >= LONG_WAIT_NANOS;
    }

    /** Reads the figures from the lanes. */
    static Starvation measure(LockIndex index, TimeWindow window, long atNanos, ThreadRoles roles) {
        List<Lane> waiters = index.waitersAt(atNanos);
        Lane longest = waiters.isEmpty() ? null : waiters.get(0);
        long since = longest == null ? atNanos : longest.waiting.start(longest.waiting.at(atNanos));
        boolean starving = longest != null && atNanos - since >= LONG_WAIT_NANOS;
        long from = starving ? since : Math.max(0, window.startNanos());
        long to = starving ? atNanos : Math.min(window.endNanos(), index.horizonNanos());
        int barged = 0;
        int handOvers = 0;
        long held = 0;
        for (Lane lane : index.lanes()) {
            barged += starving && longest != null
                    ? lane.bargesPast(longest.track().id(), from, to)
                    : lane.barges.count(from, to);
            handOvers += lane.handOvers.count(from, to);
            held += lane.held.coveredUpTo(to, index.horizonNanos()) - lane.held.coveredUpTo(from, index.horizonNanos());
        }
        double share = to > from ? Math.clamp((double) held / (to - from), 0, 1) : 0;
        return new Starvation(longest == null ? 0 : atNanos - since,
                longest == null ? "" : roles.label(longest.track()), starving, barged, share, handOvers);
    }
}
