package dev.lockstep.app.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a layout depends on: a new one is made only when this changes. */
record LayoutInput(List<Node> nodes, List<Edge> edges) {
    private static final int CROWD = 6;
    /** Cards grow with their edges, so that these do not run into each other. */
    private static final double PORT_APART = 15;
    static final double LABEL_WIDTH = 300;
    static final double CROWDED_LABEL = 226;
    static final double LABEL_HEIGHT = 34;
    /** A label that has truth and belief below. */
    static final double BADGE_HEIGHT = 54;
    static final double LINE_WIDTH = 132;
    static final double LINE_HEIGHT = 18;

    /** A card and its size. */
    record Node(String name, double width, double height) {}

    /** An edge and the room its label needs. */
    record Edge(EdgeKey key, String source, double labelWidth, double labelHeight) {}

    static LayoutInput of(TopologyPicture picture, Detail detail) {
        boolean badges = picture.edges().stream().anyMatch(edge -> edge.badge() != null);
        double width = detail == Detail.COMPACT
                ? LINE_WIDTH
                : picture.edges().size() > CROWD ? CROWDED_LABEL : LABEL_WIDTH;
        double height = detail == Detail.COMPACT ? LINE_HEIGHT : badges ? BADGE_HEIGHT : LABEL_HEIGHT;
        Map<String, Integer> out = new HashMap<>();
        Map<String, Integer> in = new HashMap<>();
        for (ChannelEdge edge : picture.edges()) {
            out.merge(edge.source(), 1, Integer::sum);
            in.merge(edge.key().replica(), 1, Integer::sum);
        }
        List<Node> nodes = picture.cards().stream()
                .map(card -> new Node(card.name(), CardLayout.width(detail), Math.max(CardLayout.height(card, detail),
                        PORT_APART * (1 + Math.max(out.getOrDefault(card.name(), 0),
                                in.getOrDefault(card.name(), 0))))))
                .toList();
        List<Edge> edges = picture.edges().stream()
                .map(edge -> new Edge(edge.key(), edge.source(), width, height))
                .toList();
        return new LayoutInput(nodes, edges);
    }
}
