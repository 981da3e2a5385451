package dev.lockstep.app.journey;

import dev.lockstep.app.control.DrawnRegion;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.TextRuler;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/**
 * The way of a transaction: a line for each step. Bars of the source are filled, those of replicas are outlined; a bar ends
 * where its step was reached.
 */
public final class WaterfallView extends DrawnRegion {
    private static final double ROW = 19;
    private static final double NODE = 34;
    private static final double LABEL = 128;
    private static final double TIME = 62;
    private static final double GAP = 6;

    private final TextRuler ruler = new TextRuler();
    private Waterfall way = Waterfall.EMPTY;

    /** Nothing to draw. */
    public WaterfallView() {
        setAccessibleRole(AccessibleRole.TEXT);
        getStyleClass().add("waterfall");
    }

    void show(Waterfall next) {
        if (next.equals(way)) {
            return;
        }
        way = next;
        fixHeight(way.steps().size() * ROW + 2);
        StringBuilder spoken = new StringBuilder();
        way.steps().forEach(bar -> spoken.append(bar.node()).append(' ').append(bar.label()).append(' ')
                .append(Figures.duration(bar.toNanos())).append(". "));
        setAccessibleText(spoken.toString());
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.setFill(palette().pane());
        g.fillRect(0, 0, width, height);
        g.setTextBaseline(VPos.CENTER);
        double left = NODE + LABEL + GAP;
        double right = width - TIME - GAP;
        g.setFill(palette().line());
        g.fillRect(left - 1, 0, 1, height);
        for (int i = 0; i < way.steps().size(); i++) {
            row(g, way.steps().get(i), i * ROW, left, right, width);
        }
    }

    private void row(GraphicsContext g, Waterfall.Bar bar, double y, double left, double right, double width) {
        double middle = Math.floor(y + ROW / 2);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(CanvasFonts.semiBold(12));
        g.setFill(bar.source() ? palette().text() : palette().accent());
        g.fillText(ruler.fit(bar.node(), CanvasFonts.semiBold(12), NODE - 4), 0, middle);
        g.setFont(CanvasFonts.regular(12));
        g.setFill(palette().dim());
        g.fillText(ruler.fit(bar.label(), CanvasFonts.regular(12), LABEL - 4), NODE, middle);
        double scale = Math.max(0, right - left) / way.spanNanos();
        boolean late = bar.toNanos() > way.spanNanos();
        double from = Math.floor(Math.min(right - 8, left + Math.max(0, bar.fromNanos()) * scale));
        double to = Math.floor(Math.min(right, Math.max(from + 2, left + bar.toNanos() * scale)));
        double top = Math.floor(y) + 4;
        double thick = ROW - 8;
        g.setFill(bar.source() ? palette().held() : palette().accent());
        g.fillRect(from, top, to - from, thick);
        if (!bar.source() && to - from > 4) {
            g.setFill(palette().selection());
            g.fillRect(from + 1, top + 1, to - from - 3, thick - 2);
        }
        if (late) {
            // it goes on beyond what is drawn
            g.setFill(palette().pane());
            g.fillRect(to - 6, top - 1, 2, thick + 2);
            g.fillRect(to - 3, top - 1, 2, thick + 2);
        }
        g.setFont(CanvasFonts.mono(11));
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(palette().dim());
        g.fillText(Figures.duration(bar.toNanos()), width, middle);
    }
}
