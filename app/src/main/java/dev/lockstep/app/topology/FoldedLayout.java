package dev.lockstep.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A ring or chain on a grid: rows run to and fro, and a ring comes back along the first column. Neighbours stand next to
 * each other, so that every edge is one straight piece, or bends once at the end of a ring.
 */
final class FoldedLayout {
    private static final double BETWEEN_ROWS = 26;
    private static final double LABEL_GAP = 6;
    private static final double PARALLEL = 18;
    private static final double MARGIN = 14;

    private final LayoutInput input;
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<String, Box> boxes = new HashMap<>();
    private final Map<EdgeKey, Route> routes = new HashMap<>();
    private final Map<EdgeKey, Box> labels = new HashMap<>();
    private final double cellWidth;
    private final double cellHeight;
    private final double labelWidth;
    private final double labelHeight;

    private record Cell(int column, int row) {}

    private FoldedLayout(Strand strand, LayoutInput input, int rows) {
        this.input = input;
        labelWidth = input.edges().stream().mapToDouble(LayoutInput.Edge::labelWidth).max().orElse(0);
        labelHeight = input.edges().stream().mapToDouble(LayoutInput.Edge::labelHeight).max().orElse(0);
        double cardWidth = input.nodes().stream().mapToDouble(LayoutInput.Node::width).max().orElse(0);
        double cardHeight = input.nodes().stream().mapToDouble(LayoutInput.Node::height).max().orElse(0);
        boolean pairs = input.edges().size() > strand.nodes().size();
        cellWidth = Math.max(cardWidth + labelWidth + 2 * MARGIN, pairs ? 2 * labelWidth + 4 * MARGIN + PARALLEL : 0);
        cellHeight = Math.max(cardHeight, 2 * labelHeight + PARALLEL) + 2 * labelHeight + BETWEEN_ROWS;
        place(strand, rows);
        for (LayoutInput.Node node : input.nodes()) {
            Cell cell = cells.getOrDefault(node.name(), new Cell(0, 0));
            boxes.put(node.name(), new Box(cell.column() * cellWidth + (cardWidth - node.width()) / 2,
                    cell.row() * cellHeight + (cardHeight - node.height()) / 2, node.width(), node.height()));
        }
        connect();
    }

    /** The folding that can be shown largest on a surface. */
    static TopologyLayout of(Strand strand, LayoutInput input, double width, double height) {
        TopologyLayout best = TopologyLayout.EMPTY;
        double bestScale = -1;
        int step = strand.kind() == Strand.Kind.RING ? 2 : 1;
        for (int rows = step; rows <= Math.max(step, strand.nodes().size() / 2); rows += step) {
            TopologyLayout layout = new FoldedLayout(strand, input, rows).result();
            double scale = Layouter.scale(layout, width, height);
            if (scale > bestScale * 1.02) {
                best = layout;
                bestScale = scale;
            }
        }
        return best;
    }

    private TopologyLayout result() {
        return new TopologyLayout(boxes, routes, labels);
    }

    private void place(Strand strand, int rows) {
        List<Cell> way = new ArrayList<>();
        int size = strand.nodes().size();
        int columns = Math.max(2, (size + rows - 1) / rows);
        boolean ring = strand.kind() == Strand.Kind.RING;
        for (int row = 0; row < rows; row++) {
            int first = ring && row > 0 ? 1 : 0;
            for (int i = first; i < columns; i++) {
                way.add(new Cell(row % 2 == 0 ? i : columns - 1 - i + first, row));
            }
        }
        for (int row = rows - 1; ring && row > 0; row--) {
            way.add(new Cell(0, row));
        }
        for (int i = 0; i < size; i++) {
            cells.put(strand.nodes().get(i), way.get(i));
        }
    }

    private void connect() {
        Map<Set<String>, List<LayoutInput.Edge>> pairs = new HashMap<>();
        for (LayoutInput.Edge edge : input.edges()) {
            pairs.computeIfAbsent(Set.of(edge.source(), edge.key().replica()), _ -> new ArrayList<>()).add(edge);
        }
        for (List<LayoutInput.Edge> pair : pairs.values()) {
            for (int i = 0; i < pair.size(); i++) {
                edge(pair.get(i), i, pair.size());
            }
        }
    }

    private void edge(LayoutInput.Edge edge, int number, int of) {
        Cell from = cells.getOrDefault(edge.source(), new Cell(0, 0));
        Cell to = cells.getOrDefault(edge.key().replica(), new Cell(0, 0));
        Box source = boxes.getOrDefault(edge.source(), new Box(0, 0, 0, 0));
        Box replica = boxes.getOrDefault(edge.key().replica(), new Box(0, 0, 0, 0));
        if (from.row() == to.row()) {
            beside(edge, source, replica, of == 1 ? 0 : (number == 0 ? -1 : 1) * (labelHeight + PARALLEL) / 2);
        } else if (from.column() == to.column()) {
            below(edge, source, replica, of == 1 ? 0 : number == 0 ? -PARALLEL / 2 : PARALLEL / 2);
        } else {
            corner(edge, source, replica, of == 1 ? 0 : number == 0 ? -PARALLEL / 2 : PARALLEL / 2);
        }
    }

    private void beside(LayoutInput.Edge edge, Box source, Box replica, double aside) {
        boolean right = source.x() < replica.x();
        double y = source.centreY() + aside;
        double fromX = right ? source.right() : source.x();
        double toX = right ? replica.x() : replica.right();
        routes.put(edge.key(), new Route(List.of(new Route.Place(fromX, y), new Route.Place(toX, y))));
        labels.put(edge.key(), new Box((fromX + toX - edge.labelWidth()) / 2, y - LABEL_GAP - edge.labelHeight(),
                edge.labelWidth(), edge.labelHeight()));
    }

    private void below(LayoutInput.Edge edge, Box source, Box replica, double aside) {
        boolean down = source.y() < replica.y();
        double x = source.centreX() + aside;
        double fromY = down ? source.bottom() : source.y();
        double toY = down ? replica.y() : replica.bottom();
        routes.put(edge.key(), new Route(List.of(new Route.Place(x, fromY), new Route.Place(x, toY))));
        upright(edge, x, (fromY + toY) / 2, aside);
    }

    private void upright(LayoutInput.Edge edge, double x, double y, double aside) {
        double left = aside < 0 ? x - LABEL_GAP - edge.labelWidth() : x + LABEL_GAP;
        labels.put(edge.key(), new Box(left, y - edge.labelHeight() / 2, edge.labelWidth(), edge.labelHeight()));
    }

    /** From the end of the last row up to the first column: the only edge of a ring that may bend. */
    private void corner(LayoutInput.Edge edge, Box source, Box replica, double aside) {
        Box low = source.y() > replica.y() ? source : replica;
        Box high = source.y() > replica.y() ? replica : source;
        double x = high.centreX() + aside;
        double y = low.centreY() - aside;
        double side = low.x() > x ? low.x() : low.right();
        List<Route.Place> places = List.of(new Route.Place(x, high.bottom()), new Route.Place(x, y),
                new Route.Place(side, y));
        routes.put(edge.key(), new Route(low == replica ? places : places.reversed()));
        upright(edge, x, (high.bottom() + high.bottom() + cellHeight - high.height()) / 2, aside);
    }
}
