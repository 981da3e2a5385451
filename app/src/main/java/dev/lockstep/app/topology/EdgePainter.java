package dev.lockstep.app.topology;

import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.Palette;
import dev.lockstep.app.theme.TextRuler;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws channels: lines as filled rectangles (quick without a GPU), what moves on them, labels and callouts. */
final class EdgePainter {
    private static final double ASIDE = 6;
    private static final double DOTS_APART = 8;

    private final TextRuler ruler;

    EdgePainter(TextRuler ruler) {
        this.ruler = ruler;
    }

    void line(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        if (route == null) {
            return;
        }
        boolean strong = frame.isSelected(edge) || frame.hit() instanceof TopologyHit.OnEdge on
                && on.edge().key().equals(edge.key());
        double thick = (strong ? 3 : 2) / Math.min(1, Math.max(0.4, frame.viewport().scale()));
        g.setFill(strong && frame.isSelected(edge) ? frame.palette().accent() : colour(edge, frame.palette()));
        for (Box piece : route.pieces()) {
            switch (edge.line()) {
                case SEMI_SYNC, PLAIN -> g.fillRect(piece.x() - thick / 2, piece.y() - thick / 2, piece.width() + thick,
                        piece.height() + thick);
                case SILENT -> dots(g, piece, thick, thick, DOTS_APART / 2 * thick);
                case STOPPED -> dots(g, piece, thick, 4 * thick, 8 * thick);
            }
        }
    }

    private static Color colour(ChannelEdge edge, Palette palette) {
        return switch (edge.line()) {
            case SEMI_SYNC -> palette.held();
            case PLAIN -> palette.dim();
            case SILENT, STOPPED -> palette.faint();
        };
    }

    private static void dots(GraphicsContext g, Box piece, double thick, double length, double apart) {
        if (piece.width() > piece.height()) {
            for (double x = piece.x(); x < piece.right(); x += apart) {
                g.fillRect(x, piece.y() - thick / 2, Math.min(length, piece.right() - x), thick);
            }
        } else {
            for (double y = piece.y(); y < piece.bottom(); y += apart) {
                g.fillRect(piece.x() - thick / 2, y, thick, Math.min(length, piece.bottom() - y));
            }
        }
    }

    /** Events run on the right-hand side of the line, ACKs on the other and the other way. */
    void marks(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        if (route == null) {
            return;
        }
        for (Traffic.Mark mark : frame.model().marks(edge.key())) {
            Route.Heading at = route.at(mark.place());
            double side = mark.ack() ? ASIDE : -ASIDE;
            double x = at.x() - at.dy() * side;
            double y = at.y() + at.dx() * side;
            if (mark.ack()) {
                g.setFill(frame.palette().held());
                triangle(g, x, y, -at.dx(), -at.dy());
            } else {
                g.setFill(frame.palette().accent());
                double across = at.dx() == 0 ? 7 : 14;
                double down = at.dx() == 0 ? 14 : 7;
                g.fillRoundRect(x - across / 2, y - down / 2, across, down, 3, 3);
            }
        }
    }

    static void triangle(GraphicsContext g, double x, double y, double dx, double dy) {
        double tip = 6;
        double half = 5;
        g.fillPolygon(new double[]{x + dx * tip, x - dx * tip + dy * half, x - dx * tip - dy * half},
                new double[]{y + dy * tip, y - dy * tip + dx * half, y - dy * tip - dx * half}, 3);
    }

    void label(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Box box = frame.layout().labels().get(edge.key());
        if (box == null || !frame.readable()) {
            return;
        }
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.CENTER);
        boolean both = box.height() >= LayoutInput.LABEL_HEIGHT;
        Font bold = CanvasFonts.semiBold(12);
        g.setFont(bold);
        g.setFill(edge.labelTone().colour(frame.palette()));
        g.fillText(ruler.fit(edge.label(), bold, box.width()), box.centreX(), box.bottom() - (both ? 26 : 9));
        if (both) {
            Font small = CanvasFonts.regular(11);
            g.setFont(small);
            g.setFill(frame.palette().faint());
            g.fillText(ruler.fit(edge.states(), small, box.width()), box.centreX(), box.bottom() - 11);
        }
    }

    /** A thin line from a callout that found room only at some distance to the edge that it is about. */
    private static void leader(GraphicsContext g, TopologyFrame frame, ChannelEdge edge, Box box) {
        Route route = frame.layout().routes().get(edge.key());
        if (route == null) {
            return;
        }
        double best = Double.MAX_VALUE;
        double at = 0;
        double y = 0;
        for (Box piece : route.pieces()) {
            double x = Math.clamp(box.centreX(), piece.x(), Math.max(piece.x(), piece.right()));
            double away = Math.abs(piece.y() - box.centreY());
            if (piece.width() > piece.height() && x > box.x() + 12 && x < box.right() - 12 && away < best) {
                best = away;
                at = x;
                y = piece.y();
            }
        }
        if (best < Double.MAX_VALUE && best > box.height()) {
            g.setFill(frame.palette().contended());
            g.fillRect(at, Math.min(y, box.y()), 1, y < box.y() ? box.y() - y : y - box.y());
            g.fillOval(at - 2.5, y - 3, 6, 6);
        }
    }

    void callout(GraphicsContext g, TopologyFrame frame, ChannelEdge edge, @Nullable Box box) {
        ChannelEdge.Callout callout = edge.callout();
        if (callout == null || box == null || !frame.readable()) {
            return;
        }
        Palette palette = frame.palette();
        leader(g, frame, edge, box);
        g.setFill(palette.contended());
        g.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 10, 10);
        g.setFill(palette.tint());
        g.fillRoundRect(box.x() + 1, box.y() + 1, box.width() - 2, box.height() - 2, 9, 9);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        Font bold = CanvasFonts.semiBold(12);
        g.setFont(bold);
        g.setFill(palette.text());
        g.fillText(ruler.fit(callout.title(), bold, box.width() - 28), box.x() + 14, box.y() + 18);
        Font mono = CanvasFonts.mono(11);
        g.setFont(mono);
        g.setFill(palette.dim());
        g.fillText(ruler.fit(callout.detail(), mono, box.width() - 28), box.x() + 14, box.y() + 37);
    }
}
