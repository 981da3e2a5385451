package dev.lockstep.app.timeline;

import dev.lockstep.app.control.DrawnRegion;
import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.Palette;
import dev.lockstep.app.theme.TextRuler;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** What shapes and colours of the timeline mean. Leaves out from the end what does not fit. */
final class TimelineLegend extends DrawnRegion {
    private static final double SWATCH = 22;
    private static final double TALL = 12;

    private final TextRuler ruler = new TextRuler();

    /** A kind of mark, in the order of importance. */
    private enum Item {
        HELD("held"), CONTENDED("held while others wait"), WAITING("waiting"), BARGED(
                "barged: re-taken before the waiter woke"), IDLE("waits for I/O, ACKs, events"), BUSY(
                        "working"), OTHER("other lock held: lower bar");

        private final String text;

        Item(String text) {
            this.text = text;
        }
    }

    TimelineLegend() {
        setMinHeight(24);
        setPrefHeight(24);
        setMouseTransparent(true);
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.setFill(palette().pane());
        g.fillRect(0, 0, width, height);
        Font font = CanvasFonts.regular(11.5);
        g.setFont(font);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        double x = 0;
        double middle = Math.floor(height / 2);
        for (Item item : Item.values()) {
            double swatch = item == Item.BARGED ? 10 : SWATCH;
            double needed = swatch + 7 + ruler.width(item.text, font);
            if (x + needed > width) {
                return;
            }
            swatch(g, item, x, middle - TALL / 2, palette());
            g.setFill(palette().dim());
            g.fillText(item.text, x + swatch + 7, middle + 0.5);
            x += needed + 20;
        }
    }

    private static void swatch(GraphicsContext g, Item item, double x, double y, Palette palette) {
        switch (item) {
            case HELD -> box(g, x, y, TALL, palette.held());
            case CONTENDED -> hatched(g, x, y, palette);
            case WAITING -> dotted(g, x, y, palette);
            case BARGED -> {
                g.setFill(palette.barged());
                g.fillPolygon(new double[]{x, x + 10, x + 5}, new double[]{y + 3, y + 3, y + 9}, 3);
            }
            case IDLE -> box(g, x, y + 2, TALL - 4, palette.poll());
            case BUSY -> box(g, x, y + 2, TALL - 4, LaneColours.busy(palette));
            case OTHER -> box(g, x, y + 2, TALL - 4, palette.held());
        }
    }

    private static void box(GraphicsContext g, double x, double y, double height, Color colour) {
        g.setFill(colour);
        g.fillRect(x, y, SWATCH, height);
    }

    private static void hatched(GraphicsContext g, double x, double y, Palette palette) {
        box(g, x, y, TALL, palette.contended());
        g.setStroke(palette.pane());
        g.setLineWidth(1.4);
        for (double at = 2; at < SWATCH; at += 7) {
            double rise = Math.min(TALL, SWATCH - at);
            g.strokeLine(x + at, y + TALL, x + at + rise, y + TALL - rise);
        }
    }

    private static void dotted(GraphicsContext g, double x, double y, Palette palette) {
        g.setStroke(palette.waiting());
        g.setLineWidth(1);
        g.strokeRect(x + 0.5, y + 0.5, SWATCH - 1, TALL - 1);
        g.setFill(palette.waiting());
        for (double row = 3; row < TALL - 2; row += 3) {
            for (double at = 3; at < SWATCH - 2; at += 3) {
                g.fillRect(x + at, y + row, 1, 1);
            }
        }
    }
}
