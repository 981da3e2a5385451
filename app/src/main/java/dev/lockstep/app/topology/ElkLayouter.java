package dev.lockstep.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.EdgeLabelSideSelection;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Lays out a topology from left to right with ELK's layered algorithm; the same input gives the same layout. */
final class ElkLayouter {
    private static final int FEW = 4;
    private static final int UNBOUND = Integer.MAX_VALUE;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> nodes = new HashMap<>();
    private final Map<EdgeKey, ElkEdge> edges = new HashMap<>();

    private ElkLayouter(LayoutInput input, int mostInLayer) {
        configure(mostInLayer);
        for (LayoutInput.Node node : input.nodes()) {
            ElkNode made = ElkGraphUtil.createNode(graph);
            made.setDimensions(node.width(), node.height());
            made.setIdentifier(node.name());
            nodes.put(node.name(), made);
        }
        for (LayoutInput.Edge edge : input.edges()) {
            ElkNode from = nodes.get(edge.source());
            ElkNode to = nodes.get(edge.key().replica());
            if (from != null && to != null) {
                ElkEdge made = ElkGraphUtil.createSimpleEdge(from, to);
                ElkLabel label = ElkGraphUtil.createLabel(" ", made);
                label.setDimensions(edge.labelWidth(), edge.labelHeight());
                label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
                edges.put(edge.key(), made);
            }
        }
    }

    /** The layout that can be shown largest on a surface; many nodes are tried in columns of several lengths. */
    static TopologyLayout layout(LayoutInput input, double width, double height) {
        if (input.nodes().isEmpty()) {
            return TopologyLayout.EMPTY;
        }
        TopologyLayout best = layout(input, UNBOUND);
        int nodes = input.nodes().size();
        if (nodes <= FEW) {
            return best;
        }
        for (int columns = 2; columns <= 5; columns++) {
            TopologyLayout other = layout(input, Math.max(2, (nodes + columns - 1) / columns));
            if (Layouter.scale(other, width, height) > 1.08 * Layouter.scale(best, width, height)) {
                best = other;
            }
        }
        return best;
    }

    private static TopologyLayout layout(LayoutInput input, int mostInLayer) {
        ElkLayouter layouter = new ElkLayouter(input, mostInLayer);
        new RecursiveGraphLayoutEngine().layout(layouter.graph, new BasicProgressMonitor());
        return layouter.result();
    }

    private void configure(int mostInLayer) {
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(CoreOptions.RANDOM_SEED, 89370);
        graph.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        graph.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, true);
        graph.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.GREEDY);
        graph.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, 34.0);
        graph.setProperty(CoreOptions.SPACING_EDGE_EDGE, 16.0);
        graph.setProperty(CoreOptions.SPACING_EDGE_NODE, 22.0);
        graph.setProperty(CoreOptions.SPACING_PORT_PORT, 26.0);
        graph.setProperty(CoreOptions.SPACING_EDGE_LABEL, 7.0);
        graph.setProperty(LayeredOptions.EDGE_LABELS_SIDE_SELECTION, EdgeLabelSideSelection.ALWAYS_UP);
        graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 30.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 22.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 16.0);
        if (mostInLayer != UNBOUND) {
            graph.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.COFFMAN_GRAHAM);
            graph.setProperty(LayeredOptions.LAYERING_COFFMAN_GRAHAM_LAYER_BOUND,
                    mostInLayer);
        }
    }

    private TopologyLayout result() {
        Map<String, Box> boxes = new HashMap<>();
        nodes.forEach((name, node) -> boxes.put(name,
                new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight())));
        Map<EdgeKey, Route> routes = new HashMap<>();
        Map<EdgeKey, Box> labels = new HashMap<>();
        edges.forEach((key, edge) -> {
            routes.put(key, route(edge));
            ElkLabel label = edge.getLabels().get(0);
            labels.put(key, new Box(label.getX(), label.getY(), label.getWidth(), label.getHeight()));
        });
        return new TopologyLayout(boxes, routes, labels);
    }

    private static Route route(ElkEdge edge) {
        List<Route.Place> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Route.Place(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> points.add(new Route.Place(bend.getX(), bend.getY())));
            points.add(new Route.Place(section.getEndX(), section.getEndY()));
        }
        return new Route(points);
    }
}
