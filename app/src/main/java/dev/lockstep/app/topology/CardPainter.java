package dev.lockstep.app.topology;

import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.Palette;
import dev.lockstep.app.theme.TextRuler;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws a node's card, with its controls; small ones say only their name and how things stand. */
final class CardPainter {
    private static final double ROUND = 10;
    private static final String REAL = "real server";
    private static final Font BADGE = CanvasFonts.semiBold(11);

    private final TextRuler ruler;

    CardPainter(TextRuler ruler) {
        this.ruler = ruler;
    }

    void paint(GraphicsContext g, TopologyFrame frame, NodeCard card) {
        Box box = frame.box(card);
        if (box == null) {
            return;
        }
        surface(g, frame, card, box);
        g.save();
        g.translate(box.x(), box.y());
        g.setTextBaseline(VPos.CENTER);
        if (frame.detail() == Detail.COMPACT && frame.readable()) {
            compact(g, frame, card, box);
        } else if (frame.readable()) {
            head(g, frame, card);
            for (int row = 0; row < card.rows().size(); row++) {
                row(g, frame, card, row);
            }
        } else {
            small(g, frame, card, box);
        }
        g.restore();
    }

    private static void surface(GraphicsContext g, TopologyFrame frame, NodeCard card, Box box) {
        Palette palette = frame.palette();
        boolean selected = frame.isSelected(card);
        double line = selected ? 2 : 1;
        Color border = selected ? palette.accent() : palette.line();
        if (frame.hit() instanceof TopologyHit.OnCard on && on.card().name().equals(card.name()) && !selected) {
            border = palette.faint();
        }
        if (selected && frame.focused()) {
            g.setFill(palette.selection());
            Rounded.fill(g, box.grown(4), ROUND + 8);
        }
        Rounded.framed(g, box, ROUND, line, border, card.up() ? palette.card() : palette.background());
    }

    private void head(GraphicsContext g, TopologyFrame frame, NodeCard card) {
        Palette palette = frame.palette();
        Font mono = CanvasFonts.mono(12);
        double right = CardLayout.WIDTH - CardLayout.PAD;
        double address = ruler.width(card.address(), mono);
        text(g, card.address(), mono, palette.faint(), TextAlignment.RIGHT, right, CardLayout.NAME_Y + 1);
        Font name = CanvasFonts.bold(17);
        double badge = badgeWidth(card);
        String shown = ruler.fit(card.name(), name, right - address - badge - CardLayout.PAD - 12);
        text(g, shown, name, card.up() ? palette.text() : palette.faint(), TextAlignment.LEFT, CardLayout.PAD,
                CardLayout.NAME_Y);
        badge(g, palette, badge, CardLayout.PAD + ruler.width(shown, name), CardLayout.NAME_Y + 1);
        Font role = CanvasFonts.regular(12);
        text(g, ruler.fit(card.role(), role, right - CardLayout.PAD - 30), role, palette.dim(), TextAlignment.LEFT,
                CardLayout.PAD, CardLayout.ROLE_Y);
        CardLayout.Target menu = CardLayout.targets(card).get(0);
        Box box = menu.box();
        hover(g, frame, card, menu);
        g.setFill(isHit(frame, card, menu) ? palette.accent() : palette.faint());
        for (int dot = -1; dot <= 1; dot++) {
            g.fillOval(box.centreX() + dot * 5 - 1.5, box.centreY() - 1.5, 3, 3);
        }
    }

    /** With the gap before it; nothing for a node of the lab. */
    private double badgeWidth(NodeCard card) {
        return card.real() ? ruler.width(REAL, BADGE) + 20 : 0;
    }

    private static void badge(GraphicsContext g, Palette palette, double width, double x, double y) {
        if (width > 0) {
            g.setFill(palette.selection());
            Rounded.fill(g, new Box(x + 8, y - 8, width - 8, 16), 7);
            text(g, REAL, BADGE, palette.accent(), TextAlignment.LEFT, x + 14, y);
        }
    }

    private void row(GraphicsContext g, TopologyFrame frame, NodeCard card, int index) {
        Palette palette = frame.palette();
        NodeCard.Row row = card.rows().get(index);
        double y = CardLayout.rowY(index);
        Font font = CanvasFonts.regular(12);
        Font bold = CanvasFonts.semiBold(12);
        double right = CardLayout.valueRight(row);
        double labelWidth = ruler.width(row.label(), font);
        if (row.control() != null && row.control().kind() == Control.Kind.MORE) {
            stepper(g, frame, card, index, row);
        } else {
            Color colour = row.tone().colour(palette);
            for (CardLayout.Target target : CardLayout.targets(card)) {
                if (target.row() == index && isHit(frame, card, target) && !CardLayout.isButton(row)) {
                    hover(g, frame, card, target);
                    colour = palette.accent();
                }
            }
            text(g, ruler.fit(row.value(), bold, right - CardLayout.PAD - Math.min(labelWidth, 90) - 10), bold, colour,
                    TextAlignment.RIGHT, right, y);
        }
        double value = Math.min(ruler.width(row.value(), bold), right - CardLayout.PAD - Math.min(labelWidth, 90) - 10);
        text(g, ruler.fit(row.label(), font, right - CardLayout.PAD - value - 8), font, palette.dim(),
                TextAlignment.LEFT, CardLayout.PAD, y);
        if (CardLayout.isButton(row)) {
            button(g, frame, card, index);
        }
    }

    private void stepper(GraphicsContext g, TopologyFrame frame, NodeCard card, int index, NodeCard.Row row) {
        Palette palette = frame.palette();
        for (CardLayout.Target target : CardLayout.targets(card)) {
            if (target.row() != index) {
                continue;
            }
            hover(g, frame, card, target);
            Box box = target.box();
            g.setFill(palette.accent());
            g.fillRect(box.centreX() - 4, Math.floor(box.centreY()) - 0.5, 8, 1.5);
            if (target.control().kind() == Control.Kind.MORE) {
                g.fillRect(Math.floor(box.centreX()) - 0.75, box.centreY() - 4.5, 1.5, 8.5);
            }
        }
        text(g, row.value(), CanvasFonts.semiBold(12), palette.accent(), TextAlignment.CENTER,
                CardLayout.WIDTH - CardLayout.PAD - 1.5 * CardLayout.BUTTON + 3, CardLayout.rowY(index));
    }

    private static void button(GraphicsContext g, TopologyFrame frame, NodeCard card, int index) {
        for (CardLayout.Target target : CardLayout.targets(card)) {
            if (target.row() == index) {
                hover(g, frame, card, target);
                Box box = target.box();
                double x = Math.round(box.centreX());
                double y = Math.round(box.centreY());
                g.setFill(isHit(frame, card, target) ? frame.palette().accent() : frame.palette().dim());
                if (target.control().kind() == Control.Kind.STOP_REPLICA) {
                    g.fillRect(x - 4, y - 4, 8, 8);
                } else {
                    g.fillPolygon(new double[]{x - 3, x + 5, x - 3}, new double[]{y - 5, y, y + 5}, 3);
                }
            }
        }
    }

    private static boolean isHit(TopologyFrame frame, NodeCard card, CardLayout.Target target) {
        return frame.hit() instanceof TopologyHit.OnControl on && on.card().name().equals(card.name())
                && on.target().equals(target);
    }

    private static void hover(GraphicsContext g, TopologyFrame frame, NodeCard card, CardLayout.Target target) {
        if (isHit(frame, card, target)) {
            Box box = target.box();
            g.setFill(frame.palette().selection());
            Rounded.fill(g, box, 6);
        }
    }

    private void compact(GraphicsContext g, TopologyFrame frame, NodeCard card, Box box) {
        Palette palette = frame.palette();
        double pad = 12;
        double middle = box.height() / 2;
        Font mono = CanvasFonts.mono(11);
        double address = ruler.width(card.address(), mono);
        text(g, card.address(), mono, palette.faint(), TextAlignment.RIGHT, box.width() - pad, middle - 8);
        g.setFill(card.tone().colour(palette));
        g.fillOval(pad, middle - 11, 7, 7);
        Font name = CanvasFonts.bold(14);
        text(g, ruler.fit(card.name(), name, box.width() - address - 2 * pad - 20), name,
                card.up() ? palette.text() : palette.faint(), TextAlignment.LEFT, pad + 13, middle - 8);
        Font font = CanvasFonts.regular(11);
        NodeCard.Row row = card.up() ? worst(card) : null;
        String say = !card.up()
                ? "not running"
                : row == null ? (card.real() ? "real " : "") + card.role() : row.label() + " " + row.value();
        text(g, ruler.fit(say, font, box.width() - 2 * pad), font,
                row == null ? palette.dim() : row.tone().colour(palette), TextAlignment.LEFT, pad, middle + 11);
    }

    private void small(GraphicsContext g, TopologyFrame frame, NodeCard card, Box box) {
        double scale = frame.viewport().scale();
        boolean only = frame.detail() == Detail.COMPACT;
        double size = only ? Math.min(13 / scale, box.height() * 0.7) : Math.min(15 / scale, box.height() * 0.34);
        Font name = CanvasFonts.bold(Math.rint(size));
        double dot = 8 / scale;
        g.setFill(card.tone().colour(frame.palette()));
        g.fillOval(box.width() - dot - 12, only ? (box.height() - dot) / 2 : 14, dot, dot);
        text(g, ruler.fit(card.name(), name, box.width() - dot - 36), name,
                card.up() ? frame.palette().text() : frame.palette().faint(), TextAlignment.LEFT, 12,
                only ? box.height() / 2 : 12 + size * 0.6);
        if (only) {
            return;
        }
        Font font = CanvasFonts.regular(Math.rint(Math.min(11 / scale, box.height() * 0.26)));
        double below = 12 + size * 1.2 + font.getSize() * 0.8;
        if (below + font.getSize() * 0.6 < box.height()) {
            NodeCard.Row row = worst(card);
            String say = row == null ? card.role().replaceFirst(" · .*", "") : row.value();
            Color colour = row == null ? frame.palette().dim() : row.tone().colour(frame.palette());
            text(g, ruler.fit(say, font, box.width() - 20), font, colour, TextAlignment.LEFT, 12, below);
        }
    }

    private static NodeCard.@Nullable Row worst(NodeCard card) {
        for (Tone tone : List.of(Tone.BAD, Tone.WARN)) {
            for (NodeCard.Row row : card.rows()) {
                if (row.tone() == tone) {
                    return row;
                }
            }
        }
        return null;
    }

    private static void text(GraphicsContext g, String text, Font font, Color colour, TextAlignment alignment, double x,
            double y) {
        g.setFont(font);
        g.setFill(colour);
        g.setTextAlign(alignment);
        Words.fill(g, text, x, y);
    }
}
