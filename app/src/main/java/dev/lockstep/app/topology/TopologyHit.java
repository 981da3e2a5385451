package dev.lockstep.app.topology;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is at a point of the topology. */
sealed interface TopologyHit {
    /** Nothing. */
    record Nothing() implements TopologyHit {}

    /** A card. */
    record OnCard(NodeCard card) implements TopologyHit {}

    /** Something to press on a card. */
    record OnControl(NodeCard card, CardLayout.Target target) implements TopologyHit {}

    /** An edge, its label or its callout. */
    record OnEdge(ChannelEdge edge) implements TopologyHit {}

    /** The plug from which a card's channels are drawn. */
    record OnPlug(NodeCard card) implements TopologyHit {}

    /** The end of an edge at its source, by which it is pointed elsewhere. */
    record OnEnd(ChannelEdge edge) implements TopologyHit {}

    /** The edge that this is about, null if it is about none. */
    default @Nullable ChannelEdge edge() {
        return switch (this) {
            case OnEdge on -> on.edge();
            case OnEnd on -> on.edge();
            default -> null;
        };
    }

    /** Whether this is about that edge. */
    default boolean isAbout(ChannelEdge edge) {
        ChannelEdge own = edge();
        return own != null && own.key().equals(edge.key());
    }

    /** How near an edge has to be, in pixels. */
    double NEAR = 6;

    /** Finds it in a frame; {@code x} and {@code y} are in the topology's own coordinates. */
    static TopologyHit at(TopologyFrame frame, double x, double y) {
        TopologyPicture picture = frame.picture();
        TopologyLayout layout = frame.layout();
        Map<EdgeKey, Box> callouts = frame.callouts();
        double scale = frame.viewport().scale();
        for (ChannelEdge edge : picture.edges()) {
            Box callout = callouts.get(edge.key());
            if (callout != null && callout.contains(x, y)) {
                return new OnEdge(edge);
            }
        }
        double reach = (WirePainter.RADIUS + 2) / scale;
        for (NodeCard card : picture.cards()) {
            Box box = layout.nodes().get(card.name());
            if (box != null && card.up() && near(WirePainter.plug(box), x, y, reach)) {
                return new OnPlug(card);
            }
        }
        for (ChannelEdge edge : picture.edges()) {
            Route route = layout.routes().get(edge.key());
            if (route != null && near(WirePainter.end(route, scale), x, y, reach)) {
                return new OnEnd(edge);
            }
        }
        for (NodeCard card : picture.cards()) {
            Box box = layout.nodes().get(card.name());
            if (box != null && box.contains(x, y)) {
                return frame.full() ? onCard(card, x - box.x(), y - box.y()) : new OnCard(card);
            }
        }
        for (ChannelEdge edge : picture.edges()) {
            Route route = layout.routes().get(edge.key());
            if (route != null && route.pieces().stream().anyMatch(piece -> piece.grown(NEAR / scale).contains(x, y))) {
                return new OnEdge(edge);
            }
        }
        return new Nothing();
    }

    private static boolean near(Route.Place place, double x, double y, double reach) {
        return Math.hypot(place.x() - x, place.y() - y) <= reach;
    }

    private static TopologyHit onCard(NodeCard card, double x, double y) {
        for (CardLayout.Target target : CardLayout.targets(card)) {
            if (target.box().contains(x, y)) {
                return new OnControl(card, target);
            }
        }
        return new OnCard(card);
    }
}
