package dev.lockstep.app.topology;

import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.TextRuler;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** Draws the whole topology: edges below, cards and callouts above; and what moves along the edges. */
final class TopologyPainter {
    private final TextRuler ruler = new TextRuler();
    private final EdgePainter edges = new EdgePainter(ruler);
    private final CardPainter cards = new CardPainter(ruler);
    private final TipPainter tips = new TipPainter(ruler);
    private final WirePainter wires = new WirePainter(ruler);

    void paint(GraphicsContext g, TopologyFrame frame) {
        g.setFill(frame.palette().pane());
        g.fillRect(0, 0, frame.width(), frame.height());
        if (frame.picture().cards().isEmpty()) {
            g.setFont(CanvasFonts.regular(12));
            g.setTextAlign(TextAlignment.CENTER);
            g.setTextBaseline(VPos.CENTER);
            g.setFill(frame.palette().faint());
            g.fillText("No node has started yet.", frame.width() / 2, frame.height() / 2);
            return;
        }
        g.save();
        g.translate(frame.viewport().left(), frame.viewport().top());
        g.scale(frame.viewport().scale(), frame.viewport().scale());
        frame.picture().edges().forEach(edge -> edges.line(g, frame, edge));
        frame.picture().edges().forEach(edge -> edges.head(g, frame, edge));
        frame.picture().edges().forEach(edge -> edges.cross(g, frame, edge));
        frame.picture().edges().forEach(edge -> edges.bolt(g, frame, edge));
        frame.picture().edges().forEach(edge -> edges.leader(g, frame, edge));
        frame.picture().edges().forEach(edge -> edges.label(g, frame, edge));
        frame.picture().cards().forEach(card -> cards.paint(g, frame, card));
        frame.picture().edges().forEach(edge -> edges.callout(g, frame, edge, frame.callouts().get(edge.key())));
        wires.handles(g, frame);
        wires.line(g, frame, frame.wire());
        g.restore();
        ChannelEdge over = frame.hit().edge();
        if (frame.wire() == null && over != null) {
            frame.picture().edges().stream().filter(edge -> edge.key().equals(over.key()))
                    .forEach(edge -> tips.paint(g, frame, edge));
        }
        wires.words(g, frame, frame.wire());
    }

    void paintTraffic(GraphicsContext g, TopologyFrame frame) {
        g.save();
        g.translate(frame.viewport().left(), frame.viewport().top());
        g.scale(frame.viewport().scale(), frame.viewport().scale());
        frame.picture().edges().forEach(edge -> edges.marks(g, frame, edge));
        g.restore();
    }
}
