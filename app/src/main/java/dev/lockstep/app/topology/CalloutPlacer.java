package dev.lockstep.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds room for callouts near their edges: never on a card, a label or each other, and not on edges if it can be had. */
final class CalloutPlacer {
    static final double WIDTH = 306;
    private static final double STEP = 18;
    private static final int RINGS = 34;
    private static final double GAP = 12;
    private static final double CROSSED = 40;

    private final TopologyLayout layout;
    private final List<Box> solid = new ArrayList<>();

    private CalloutPlacer(TopologyLayout layout) {
        this.layout = layout;
        layout.nodes().values().forEach(box -> solid.add(box.grown(GAP)));
    }

    /** Places callouts, whose heights are given with their edges. */
    static Map<EdgeKey, Box> place(TopologyLayout layout, Map<EdgeKey, Double> heights) {
        CalloutPlacer placer = new CalloutPlacer(layout);
        layout.labels().values().forEach(placer.solid::add);
        Map<EdgeKey, Box> placed = new HashMap<>();
        heights.forEach((key, height) -> {
            Route route = layout.routes().get(key);
            if (route != null) {
                Box box = placer.find(route.labelPiece(), height);
                placer.solid.add(box.grown(GAP));
                placed.put(key, box);
            }
        });
        return placed;
    }

    private Box find(Box piece, double height) {
        Box bounds = layout.bounds();
        Box best = null;
        double bestCost = Double.MAX_VALUE;
        for (int row = -RINGS; row <= RINGS; row++) {
            for (int column = -RINGS; column <= RINGS; column++) {
                Box box = new Box(piece.centreX() - WIDTH / 2 + column * STEP,
                        piece.y() + GAP + (row < 0 ? row * STEP - height - GAP : row * STEP), WIDTH, height);
                double cost = cost(box, bounds, row, column) + crossings(box, piece);
                if (cost < bestCost) {
                    bestCost = cost;
                    best = box;
                }
            }
        }
        return best == null ? new Box(bounds.x(), bounds.bottom() + GAP, WIDTH, height) : best;
    }

    /** The way from a callout to its edge is easier to follow if no other edge or label lies between. */
    private double crossings(Box box, Box piece) {
        double top = Math.min(box.bottom(), piece.y()) + 1;
        double bottom = Math.max(box.y(), piece.y()) - 1;
        if (bottom <= top) {
            return 0;
        }
        Box way = new Box(box.centreX() - 1, top, 2, bottom - top);
        double cost = 0;
        for (Route route : layout.routes().values()) {
            cost += route.pieces().stream().filter(line -> line.grown(0.5).overlaps(way)).count() * CROSSED;
        }
        return cost;
    }

    private double cost(Box box, Box bounds, int row, int column) {
        double cost = Math.abs(row) * 1.2 + Math.abs(column) + (row < 0 ? 1 : 0);
        for (Box taken : solid) {
            if (taken.overlaps(box)) {
                cost += 10_000;
            }
        }
        for (Route route : layout.routes().values()) {
            for (Box line : route.pieces()) {
                if (line.grown(11).overlaps(box)) {
                    cost += 60;
                }
            }
        }
        Box both = bounds.union(box);
        return cost + (both.width() - bounds.width() + both.height() - bounds.height()) * 0.4;
    }
}
