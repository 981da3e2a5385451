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

    private static final double CALLOUT_LINE = 17;
    private static final double HEAD = 9;
    private static final double NEAR = 10;
    /** Half the length of a triangle, and half the width of its base. */
    private static final int TIP = 6;
    private static final double BASE = 5;

    private final TextRuler ruler;
    private final BadgePainter badges;

    EdgePainter(TextRuler ruler) {
        this.ruler = ruler;
        badges = new BadgePainter(ruler);
    }

    void line(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        if (route == null) {
            return;
        }
        boolean strong = frame.isSelected(edge) || frame.hit().isAbout(edge);
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

    /** Which way events go, at the replica's end. */
    void head(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        if (route != null) {
            Route.Heading end = route.at(1);
            double size = HEAD / Math.min(1, Math.max(0.45, frame.viewport().scale()));
            g.setFill(frame.isSelected(edge) ? frame.palette().accent() : colour(edge, frame.palette()));
            double x = end.x() - end.dx() * size;
            double y = end.y() - end.dy() * size;
            double half = size * 0.6;
            g.fillPolygon(new double[]{end.x(), x + end.dy() * half, x - end.dy() * half},
                    new double[]{end.y(), y + end.dx() * half, y - end.dx() * half}, 3);
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
                // two rectangles that leave the corners out: a rounded one takes many times as long without a graphics card
                g.fillRect(x - across / 2 + 1, y - down / 2, across - 2, down);
                g.fillRect(x - across / 2, y - down / 2 + 1, 1, down - 2);
                g.fillRect(x + across / 2 - 1, y - down / 2 + 1, 1, down - 2);
            }
        }
    }

    /**
     * A triangle that points to the left, right, up or down, made of strips that grow from its tip and overlap: an outline
     * takes many times as long without a graphics card.
     */
    static void triangle(GraphicsContext g, double x, double y, double dx, double dy) {
        for (int strip = 0; strip < 2 * TIP; strip++) {
            double far = TIP - strip;
            double near = Math.max(-TIP, far - 1.5);
            double half = BASE * (strip + 0.5) / (2 * TIP);
            if (dx != 0) {
                g.fillRect(x + Math.min(dx * far, dx * near), y - half, far - near, 2 * half);
            } else {
                g.fillRect(x - half, y + Math.min(dy * far, dy * near), 2 * half, far - near);
            }
        }
    }

    /** An error stands on the edge itself: a cross in a disc, near the replica. */
    void cross(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        if (route == null || edge.errors().isEmpty()) {
            return;
        }
        double size = 8 / Math.min(1, Math.max(0.5, frame.viewport().scale()));
        double share = 1 - Math.min(0.5, 2.4 * size / Math.max(1, route.length()));
        Route.Heading at = route.at(share);
        g.setFill(frame.palette().waiting());
        g.fillOval(at.x() - size, at.y() - size, 2 * size, 2 * size);
        g.setStroke(frame.palette().pane());
        g.setLineWidth(size / 4);
        double arm = size * 0.4;
        g.strokeLine(at.x() - arm, at.y() - arm, at.x() + arm, at.y() + arm);
        g.strokeLine(at.x() - arm, at.y() + arm, at.x() + arm, at.y() - arm);
    }

    /** Something is broken on the line on purpose: a bolt in a disc, near the source. */
    void bolt(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        if (route == null || edge.faults().isEmpty()) {
            return;
        }
        double size = 8 / Math.min(1, Math.max(0.5, frame.viewport().scale()));
        Route.Heading at = route.at(Math.min(0.4, 2.8 * size / Math.max(1, route.length())));
        bolt(g, frame.palette(), at.x(), at.y(), size);
    }

    static void bolt(GraphicsContext g, Palette palette, double centreX, double centreY, double size) {
        g.setFill(palette.contended());
        g.fillOval(centreX - size, centreY - size, 2 * size, 2 * size);
        g.setFill(palette.pane());
        double unit = size * 0.18;
        double[] x = {0.8, -2, -0.2, -0.8, 2, 0.2};
        double[] y = {-3.4, 0.5, 0.5, 3.4, -0.5, -0.5};
        for (int i = 0; i < x.length; i++) {
            x[i] = centreX + x[i] * unit;
            y[i] = centreY + y[i] * unit;
        }
        g.fillPolygon(x, y, x.length);
    }

    void label(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Box box = frame.layout().labels().get(edge.key());
        if (box == null || !frame.readable()) {
            return;
        }
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.CENTER);
        Color tone = edge.labelTone().colour(frame.palette());
        Badge badge = edge.badge();
        int aside = aside(frame.layout().routes().get(edge.key()), box);
        if (box.height() < LayoutInput.LABEL_HEIGHT) {
            String text = edge.heading();
            if (badge != null && !badge.agree()) {
                text = badge.brief() + "  " + text;
            }
            labelText(g, frame, box, text, CanvasFonts.semiBold(12), tone, 9, aside);
            return;
        }
        boolean three = box.height() >= LayoutInput.BADGE_HEIGHT;
        double up = three && badge != null ? LayoutInput.BADGE_HEIGHT - LayoutInput.LABEL_HEIGHT : 0;
        labelText(g, frame, box, edge.heading(), CanvasFonts.semiBold(12), tone, 26 + up, aside);
        labelText(g, frame, box, edge.states(), CanvasFonts.regular(11), frame.palette().faint(), 11 + up,
                aside);
        if (three && badge != null) {
            badges.paint(g, frame.palette(), badge, new Box(box.x(), box.bottom() - 18, box.width(), 16), aside);
        }
    }

    /** Labels beside an upright line lean towards it: -1 to the left, 1 to the right, 0 for those above a line. */
    private static int aside(@Nullable Route route, Box box) {
        if (route != null) {
            for (Box piece : route.pieces()) {
                if (piece.height() > piece.width() && piece.y() <= box.y() && piece.bottom() >= box.bottom()) {
                    double gap = box.x() - piece.x();
                    double other = piece.x() - box.right();
                    if (gap > 0 && gap < NEAR || other > 0 && other < NEAR) {
                        return gap > 0 ? -1 : 1;
                    }
                }
            }
        }
        return 0;
    }

    private void labelText(GraphicsContext g, TopologyFrame frame, Box box, String text, Font font, Color colour,
            double aboveBottom, int aside) {
        String fitting = ruler.fit(text, font, box.width());
        double width = ruler.width(fitting, font);
        double centre = box.centreX() + aside * (box.width() - width) / 2;
        if (width > 0) {
            g.setFill(frame.palette().pane());
            g.fillRect(centre - width / 2 - 3, box.bottom() - aboveBottom - 7, width + 6, 14);
        }
        g.setFont(font);
        g.setFill(colour);
        Words.fill(g, fitting, centre, box.bottom() - aboveBottom);
    }

    /** A thin line from a callout that found room only at some distance to the edge that it is about. */
    void leader(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        Box box = frame.callouts().get(edge.key());
        if (route == null || box == null || edge.callout() == null || !frame.readable()) {
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

    /** How high a callout is. */
    static double height(ChannelEdge edge) {
        ChannelEdge.Callout callout = edge.callout();
        return 37 + CALLOUT_LINE * (callout == null ? 1 : Math.max(1, callout.details().size()));
    }

    void callout(GraphicsContext g, TopologyFrame frame, ChannelEdge edge, @Nullable Box box) {
        ChannelEdge.Callout callout = edge.callout();
        if (callout == null || box == null || !frame.readable()) {
            return;
        }
        Palette palette = frame.palette();
        Rounded.framed(g, box, 10, 1, palette.contended(), palette.tint());
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        Font bold = CanvasFonts.semiBold(12);
        g.setFont(bold);
        g.setFill(palette.text());
        Words.fill(g, ruler.fit(callout.title(), bold, box.width() - 28), box.x() + 14, box.y() + 18);
        Font mono = CanvasFonts.mono(11);
        g.setFont(mono);
        g.setFill(palette.dim());
        double y = box.y() + 37;
        for (String detail : callout.details()) {
            Words.fill(g, ruler.fit(detail, mono, box.width() - 28), box.x() + 14, y);
            y += CALLOUT_LINE;
        }
    }
}
