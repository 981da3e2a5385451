package dev.lockstep.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A layout after a person has moved cards: what hangs on a moved card finds a plain way of its own, everything else stays.
 */
final class MovedLayout {
    private static final double APART = 12;
    private static final double EDGE_OF_CARD = 14;

    private final Map<String, Box> nodes;
    private final Map<String, Set<Long>> portsTaken = new HashMap<>();
    private int lanes;

    private MovedLayout(Map<String, Box> nodes) {
        this.nodes = nodes;
    }

    static TopologyLayout of(TopologyLayout laidOut, Map<String, Route.Place> moved, LayoutInput input) {
        Map<String, Box> nodes = new HashMap<>(laidOut.nodes());
        moved.forEach((name, place) -> nodes.computeIfPresent(name, (_, box) -> box.movedTo(place.x(), place.y())));
        MovedLayout work = new MovedLayout(nodes);
        Map<EdgeKey, Route> routes = new HashMap<>();
        Map<EdgeKey, Box> labels = new HashMap<>();
        List<LayoutInput.Edge> loose = new ArrayList<>();
        for (LayoutInput.Edge edge : input.edges()) {
            Route route = laidOut.routes().get(edge.key());
            Box label = laidOut.labels().get(edge.key());
            if (route == null || label == null) {
                continue;
            }
            if (moved.containsKey(edge.source()) || moved.containsKey(edge.key().replica())) {
                loose.add(edge);
            } else {
                routes.put(edge.key(), route);
                labels.put(edge.key(), label);
                work.take(edge, route);
            }
        }
        for (LayoutInput.Edge edge : loose) {
            Route route = work.route(edge);
            routes.put(edge.key(), route);
            Box piece = route.labelPiece();
            labels.put(edge.key(), new Box(piece.centreX() - edge.labelWidth() / 2, piece.y() - edge.labelHeight() - 5,
                    edge.labelWidth(), edge.labelHeight()));
        }
        return new TopologyLayout(nodes, routes, labels);
    }

    private void take(LayoutInput.Edge edge, Route route) {
        take(edge.source(), route.points().get(0).y());
        take(edge.key().replica(), route.points().get(route.points().size() - 1).y());
    }

    private void take(String node, double y) {
        portsTaken.computeIfAbsent(node, _ -> new HashSet<>()).add(slot(y));
    }

    private static long slot(double y) {
        return Math.round(y / APART);
    }

    private Route route(LayoutInput.Edge edge) {
        Box from = nodes.getOrDefault(edge.source(), new Box(0, 0, 0, 0));
        Box to = nodes.getOrDefault(edge.key().replica(), new Box(0, 0, 0, 0));
        double fromY = port(edge.source(), from, to.centreY());
        double toY = port(edge.key().replica(), to, from.centreY());
        double lane = (lanes++ % 9 - 4) * APART;
        if (to.x() - from.right() > 4 * EDGE_OF_CARD) {
            return bent(from.right(), fromY, to.x(), toY, (from.right() + to.x()) / 2 + lane);
        }
        if (from.x() - to.right() > 4 * EDGE_OF_CARD) {
            return bent(from.x(), fromY, to.right(), toY, (from.x() + to.right()) / 2 + lane);
        }
        double outside = Math.max(from.right(), to.right()) + 6 * APART + lane;
        return bent(from.right(), fromY, to.right(), toY, outside);
    }

    private static Route bent(double fromX, double fromY, double toX, double toY, double middle) {
        return new Route(List.of(new Route.Place(fromX, fromY), new Route.Place(middle, fromY),
                new Route.Place(middle, toY), new Route.Place(toX, toY)));
    }

    /** A free height at a card's side, as near as may be to a wanted one. */
    private double port(String node, Box box, double wanted) {
        Set<Long> taken = portsTaken.computeIfAbsent(node, _ -> new HashSet<>());
        double best = Math.clamp(wanted, box.y() + EDGE_OF_CARD, box.bottom() - EDGE_OF_CARD);
        for (int step = 0; step < 40; step++) {
            double y = best + (step % 2 == 0 ? 1 : -1) * ((step + 1) / 2) * APART;
            if (y >= box.y() + EDGE_OF_CARD / 2 && y <= box.bottom() - EDGE_OF_CARD / 2 && taken.add(slot(y))) {
                return y;
            }
        }
        return best;
    }
}
