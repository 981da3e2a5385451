package dev.lockstep.engine.lab.torture;

import java.util.ArrayList;
import java.util.List;

/** Which {@code wait_for_slave_count} may have been in force when. Times are those of the lab's clock. */
final class CountHistory {
    /** In force from some moment between the two times on. */
    private record Change(long sentNanos, long answeredNanos, int count) {}

    private final List<Change> changes = new ArrayList<>();

    void changed(long sentNanos, long answeredNanos, int count) {
        changes.add(new Change(sentNanos, answeredNanos, count));
    }

    /** The smallest that may have been in force at any moment between the two. */
    int smallest(long fromNanos, long toNanos) {
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i < changes.size(); i++) {
            long end = i + 1 < changes.size() ? changes.get(i + 1).answeredNanos() : Long.MAX_VALUE;
            if (changes.get(i).sentNanos() <= toNanos && end >= fromNanos) {
                smallest = Math.min(smallest, changes.get(i).count());
            }
        }
        return smallest == Integer.MAX_VALUE ? 1 : smallest;
    }
}
