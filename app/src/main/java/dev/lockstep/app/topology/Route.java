package dev.lockstep.app.topology;

import java.util.ArrayList;
import java.util.List;

/** The way of an edge from its source to its replica: points joined by horizontal and vertical pieces. Immutable. */
record Route(List<Place> points) {
    /** A point. */
    record Place(double x, double y) {}

    /** A point of the way with the direction in which it goes there. */
    record Heading(double x, double y, double dx, double dy) {}

    Route {
        points = List.copyOf(points);
    }

    double length() {
        double length = 0;
        for (int i = 1; i < points.size(); i++) {
            length += distance(points.get(i - 1), points.get(i));
        }
        return length;
    }

    private static double distance(Place a, Place b) {
        return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
    }

    /** The point at a share of the way. */
    Heading at(double share) {
        double left = Math.clamp(share, 0, 1) * length();
        for (int i = 1; i < points.size(); i++) {
            Place from = points.get(i - 1);
            Place to = points.get(i);
            double piece = distance(from, to);
            if (left <= piece && piece > 0 || i == points.size() - 1) {
                double part = piece == 0 ? 0 : Math.min(1, left / piece);
                return new Heading(from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part,
                        Math.signum(to.x() - from.x()), Math.signum(to.y() - from.y()));
            }
            left -= piece;
        }
        Place only = points.get(0);
        return new Heading(only.x(), only.y(), 1, 0);
    }

    /** The pieces as thin boxes. */
    List<Box> pieces() {
        List<Box> pieces = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            Place a = points.get(i - 1);
            Place b = points.get(i);
            pieces.add(new Box(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.abs(a.x() - b.x()),
                    Math.abs(a.y() - b.y())));
        }
        return pieces;
    }

    /** The longest horizontal piece, the last one of several: where a label has room. */
    Box labelPiece() {
        Box best = null;
        for (Box piece : pieces()) {
            if (best == null || piece.width() >= best.width()) {
                best = piece;
            }
        }
        return best == null ? new Box(0, 0, 0, 0) : best;
    }
}
