package dev.lockstep.app.topology;

import java.util.List;

/** Everything that the topology says at one instant, apart from what moves. Immutable; equal if nothing is to be redrawn. */
record TopologyPicture(List<NodeCard> cards, List<ChannelEdge> edges) {
    static final TopologyPicture EMPTY = new TopologyPicture(List.of(), List.of());
}
