package dev.lockstep.app.topology;

import java.util.Map;

/** Where cards, edges and labels are. Immutable. */
record TopologyLayout(Map<String, Box> nodes, Map<EdgeKey, Route> routes, Map<EdgeKey, Box> labels) {
    static final TopologyLayout EMPTY = new TopologyLayout(Map.of(), Map.of(), Map.of());

    TopologyLayout {
        nodes = Map.copyOf(nodes);
        routes = Map.copyOf(routes);
        labels = Map.copyOf(labels);
    }

    /** Everything. */
    Box bounds() {
        Box all = null;
        for (Box box : nodes.values()) {
            all = all == null ? box : all.union(box);
        }
        for (Box box : labels.values()) {
            all = all == null ? box : all.union(box);
        }
        for (Route route : routes.values()) {
            for (Box piece : route.pieces()) {
                all = all == null ? piece : all.union(piece);
            }
        }
        return all == null ? new Box(0, 0, 1, 1) : all;
    }
}
