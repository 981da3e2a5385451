package dev.lockstep.app.topology;

import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.Palette;
import dev.lockstep.app.theme.TextRuler;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws what is needed to edit: plugs of cards, free ends of edges, and a channel while it is being drawn. */
final class WirePainter {
    /** How large plugs and ends are, in pixels. */
    static final double RADIUS = 7;

    private final TextRuler ruler;

    WirePainter(TextRuler ruler) {
        this.ruler = ruler;
    }

    /** The plug from which a card's channels are drawn: in the middle of its lower side. */
    static Route.Place plug(Box card) {
        return new Route.Place(card.centreX(), card.bottom());
    }

    /** Where the end of an edge at its source can be taken: a little before the card. */
    static Route.Place end(Route route, double scale) {
        double share = Math.min(0.3, (RADIUS + 3) / scale / Math.max(1, route.length()));
        Route.Heading at = route.at(share);
        return new Route.Place(at.x(), at.y());
    }

    /** In the topology's own coordinates: handles of what is under the mouse or chosen. */
    void handles(GraphicsContext g, TopologyFrame frame) {
        double radius = RADIUS / frame.viewport().scale();
        for (NodeCard card : frame.picture().cards()) {
            Box box = frame.box(card);
            if (box != null && card.up() && (frame.isSelected(card) || over(frame.hit(), card))) {
                Route.Place at = plug(box);
                disc(g, frame.palette(), at, radius, frame.hit() instanceof TopologyHit.OnPlug);
                g.setFill(frame.palette().pane());
                g.fillRect(at.x() - radius / 2, at.y() - radius / 8, radius, radius / 4);
                g.fillRect(at.x() - radius / 8, at.y() - radius / 2, radius / 4, radius);
            }
        }
        for (ChannelEdge edge : frame.picture().edges()) {
            Route route = frame.layout().routes().get(edge.key());
            if (route != null && (frame.isSelected(edge)
                    || frame.hit().isAbout(edge))) {
                disc(g, frame.palette(), end(route, frame.viewport().scale()), radius,
                        frame.hit() instanceof TopologyHit.OnEnd);
            }
        }
    }

    private static boolean over(TopologyHit hit, NodeCard card) {
        String name = switch (hit) {
            case TopologyHit.OnCard on -> on.card().name();
            case TopologyHit.OnControl on -> on.card().name();
            case TopologyHit.OnPlug on -> on.card().name();
            default -> "";
        };
        return name.equals(card.name());
    }

    private static void disc(GraphicsContext g, Palette palette, Route.Place at, double radius, boolean strong) {
        double size = strong ? radius * 1.25 : radius;
        g.setFill(palette.pane());
        g.fillOval(at.x() - size * 1.2, at.y() - size * 1.2, size * 2.4, size * 2.4);
        g.setFill(palette.accent());
        g.fillOval(at.x() - size, at.y() - size, 2 * size, 2 * size);
    }

    /** In the topology's own coordinates: the line. */
    void line(GraphicsContext g, TopologyFrame frame, @Nullable Wire wire) {
        Box from = wire == null ? null : frame.layout().nodes().get(wire.replica());
        if (wire == null || from == null) {
            return;
        }
        Box target = wire.target() == null ? null : frame.layout().nodes().get(wire.target());
        double scale = frame.viewport().scale();
        if (target != null) {
            g.setStroke(wire.possible() ? frame.palette().accent() : frame.palette().waiting());
            g.setLineWidth(2 / scale);
            g.strokeRoundRect(target.x() - 3, target.y() - 3, target.width() + 6, target.height() + 6, 14, 14);
        }
        Route.Place plug = plug(from);
        g.setStroke(frame.palette().accent());
        g.setLineWidth(2 / scale);
        g.setLineDashes(6 / scale, 5 / scale);
        g.strokeLine(plug.x(), plug.y(), wire.x(), wire.y());
        g.setLineDashes((double[]) null);
        double size = 5 / scale;
        g.setFill(frame.palette().accent());
        g.fillOval(wire.x() - size, wire.y() - size, 2 * size, 2 * size);
    }

    /** In pixels: what letting go would do. */
    void words(GraphicsContext g, TopologyFrame frame, @Nullable Wire wire) {
        if (wire == null) {
            return;
        }
        Font font = CanvasFonts.semiBold(12);
        String text = ruler.fit(wire.words(), font, frame.width() - 40);
        double width = ruler.width(text, font) + 16;
        double x = Math.clamp(wire.x() * frame.viewport().scale() + frame.viewport().left() + 14, 4,
                Math.max(4, frame.width() - width - 4));
        double y = Math.clamp(wire.y() * frame.viewport().scale() + frame.viewport().top() + 14, 4,
                Math.max(4, frame.height() - 28));
        g.setFill(wire.target() == null || wire.possible() ? frame.palette().accent() : frame.palette().waiting());
        g.fillRoundRect(x, y, width, 24, 8, 8);
        g.setFill(frame.palette().pane());
        g.setFont(font);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(text, x + 8, y + 12);
    }
}
