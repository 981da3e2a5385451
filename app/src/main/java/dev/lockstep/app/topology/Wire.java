package dev.lockstep.app.topology;

import org.jspecify.annotations.Nullable;

/**
 * A channel that is being drawn, or the end of one that is being pointed elsewhere.
 *
 * @param replica the node it is drawn from
 * @param moved the channel whose end was taken, null for a new one
 * @param x where the mouse is, in the topology's own coordinates
 * @param target the node under the mouse, null for none
 */
record Wire(String replica, @Nullable EdgeKey moved, double x, double y, @Nullable String target) {

    static Wire from(String replica, @Nullable EdgeKey moved, double x, double y) {
        return new Wire(replica, moved, x, y, null);
    }

    Wire to(double newX, double newY, @Nullable String over) {
        return new Wire(replica, moved, newX, newY, over);
    }

    /** What letting go here would do. */
    String words() {
        String who = target;
        if (who == null) {
            return replica + " follows …  (let go on its master)";
        }
        if (who.equals(replica)) {
            return replica + " cannot follow itself";
        }
        return replica + " will follow " + who + ": events run " + who + " → " + replica;
    }

    boolean possible() {
        return target != null && !target.equals(replica);
    }
}
