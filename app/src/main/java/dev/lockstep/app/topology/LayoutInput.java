package dev.lockstep.app.topology;

import java.util.List;

/** What a layout depends on: a new one is made only when this changes. */
record LayoutInput(List<Node> nodes, List<Edge> edges) {
    /** A card and its size. */
    record Node(String name, double width, double height) {}

    /** An edge and the room its label needs. */
    record Edge(EdgeKey key, String source, double labelWidth, double labelHeight) {}

    static LayoutInput of(TopologyPicture picture) {
        boolean crowded = picture.edges().size() > CROWD;
        List<Node> nodes = picture.cards().stream()
                .map(card -> new Node(card.name(), CardLayout.WIDTH, CardLayout.height(card))).toList();
        List<Edge> edges = picture.edges().stream()
                .map(edge -> new Edge(edge.key(), edge.source(), crowded ? CROWDED_LABEL : LABEL_WIDTH, LABEL_HEIGHT))
                .toList();
        return new LayoutInput(nodes, edges);
    }

    private static final int CROWD = 6;
    static final double LABEL_WIDTH = 300;
    static final double CROWDED_LABEL = 190;
    static final double LABEL_HEIGHT = 34;
}
