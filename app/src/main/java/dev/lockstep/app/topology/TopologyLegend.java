package dev.lockstep.app.topology;

import dev.lockstep.app.control.DrawnRegion;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.TextRuler;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** What shapes of the topology mean, and how much one mark stands for. */
final class TopologyLegend extends DrawnRegion {
    private final TopologyViewModel model;
    private final TextRuler ruler = new TextRuler();
    private int perEvent;
    private int perAck;
    private boolean broken;
    private double x;

    TopologyLegend(TopologyViewModel model) {
        this.model = model;
        setMinHeight(22);
        setPrefHeight(22);
        setMouseTransparent(true);
        model.revisionProperty().addListener((_, _, _) -> {
            int events = round(model.perMark(TopologyViewModel.MarkKind.EVENT));
            int acks = round(model.perMark(TopologyViewModel.MarkKind.ACK));
            boolean faults = model.picture().edges().stream().anyMatch(edge -> !edge.faults().isEmpty());
            if (events != perEvent || acks != perAck || faults != broken) {
                broken = faults;
                perEvent = events;
                perAck = acks;
                redraw();
            }
        });
    }

    /** One figure is enough: the legend must not flicker. */
    static int round(int count) {
        int decade = 1;
        while (count / decade >= 10) {
            decade *= 10;
        }
        return (count + decade / 2) / decade * decade;
    }

    private static String of(int count, String one, String many) {
        return count <= 1 ? one : "≈ " + String.format(java.util.Locale.ROOT, "%,d", count) + " " + many;
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.setFill(palette().pane());
        g.fillRect(0, 0, width, height);
        Font font = CanvasFonts.regular(11.5);
        g.setFont(font);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        x = 0;
        double y = Math.floor(height / 2);
        g.setFill(palette().accent());
        g.fillRoundRect(0, y - 3.5, 14, 7, 3, 3);
        item(g, font, 14, y, of(perEvent, "event", "events"));
        g.setFill(palette().held());
        EdgePainter.triangle(g, x + 6, y, -1, 0);
        item(g, font, 12, y, of(perAck, "ACK", "ACKs"));
        bar(g, y, palette().held(), 2, 18);
        item(g, font, 18, y, "semi-sync headers on");
        bar(g, y, palette().dim(), 2, 18);
        item(g, font, 18, y, "off");
        for (int dot = 0; dot < 3; dot++) {
            g.setFill(palette().faint());
            g.fillRect(x + dot * 7, y - 1, 2, 2);
        }
        item(g, font, 18, y, "silent");
        g.setFill(palette().faint());
        g.fillRect(x, y - 1, 7, 2);
        g.fillRect(x + 11, y - 1, 7, 2);
        item(g, font, 18, y, "stopped");
        if (broken) {
            EdgePainter.bolt(g, palette(), x + 7, y, 7);
            item(g, font, 14, y, Messages.text("fault.legend"));
        }
        String[] notes = {"carries headers = / ≠ slave thinks so   ·   marks travel slowed down",
                "= / ≠ truth and belief", ""};
        String note = "";
        for (String each : notes) {
            if (note.isEmpty() && x + ruler.width(each, font) < width) {
                note = each;
            }
        }
        if (x + ruler.width(note, font) < width) {
            g.setFill(palette().faint());
            g.fillText(note, width - ruler.width(note, font), y + 0.5);
        }
    }

    private void bar(GraphicsContext g, double y, Color colour, double thick, double length) {
        g.setFill(colour);
        g.fillRect(x, y - thick / 2, length, thick);
    }

    private void item(GraphicsContext g, Font font, double swatch, double y, String text) {
        g.setFill(palette().dim());
        g.fillText(text, x + swatch + 6, y + 0.5);
        x += swatch + 6 + ruler.width(text, font) + 18;
    }
}
