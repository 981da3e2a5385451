package dev.lockstep.app.timeline;

import dev.lockstep.app.control.DurationText;
import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.Palette;
import dev.lockstep.app.theme.TextRuler;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws ruler, grid, labels, spans, texts on waits, and the cursor onto a canvas. */
final class TimelinePainter {
    private static final double MIN_TICK = 84;

    private final TextRuler ruler = new TextRuler();
    private final LaneRaster raster = new LaneRaster();

    /** Everything that a frame is made of. */
    record Frame(TimelineViewModel model, LaneGeometry geometry, TimeWindow window, Palette palette, double zoom,
            long hoverNanos, boolean focused) {}

    void paint(GraphicsContext g, Frame frame) {
        LaneGeometry geometry = frame.geometry();
        g.setFill(frame.palette().pane());
        g.fillRect(0, 0, geometry.width(), geometry.height());
        LockIndex index = frame.model().index();
        if (index == null || geometry.total() == 0) {
            empty(g, frame, index);
            return;
        }
        List<LaneRow> rows = frame.model().rows();
        grid(g, frame);
        Image spans = raster.draw(index, rows, geometry, frame.window(), frame.palette(), frame.zoom());
        g.drawImage(spans, geometry.plotLeft(), geometry.plotTop(), geometry.plotWidth(),
                geometry.shown() * geometry.pitch());
        for (int place = 0; place < geometry.shown(); place++) {
            label(g, frame, rows.get(geometry.first() + place), place);
            waitText(g, frame, rows.get(geometry.first() + place), place);
        }
        hidden(g, frame);
        cursor(g, frame);
        if (frame.focused()) {
            g.setStroke(frame.palette().accent());
            g.setLineWidth(1);
            g.strokeRect(geometry.plotLeft() - 0.5, geometry.plotTop() - 0.5, geometry.plotWidth() + 1,
                    geometry.plotBottom() - geometry.plotTop() + 1);
        }
    }

    private static void empty(GraphicsContext g, Frame frame, @org.jspecify.annotations.Nullable LockIndex index) {
        text(g, CanvasFonts.regular(12), TextAlignment.CENTER);
        g.setFill(frame.palette().faint());
        String say = index == null
                ? "No lock has been used yet."
                : "No thread of " + index.lock().node()
                        + " did anything in this stretch of time.";
        g.fillText(say, frame.geometry().width() / 2, frame.geometry().height() / 2);
    }

    private static void text(GraphicsContext g, Font font, TextAlignment alignment) {
        g.setFont(font);
        g.setTextAlign(alignment);
        g.setTextBaseline(VPos.CENTER);
    }

    private void grid(GraphicsContext g, Frame frame) {
        LaneGeometry geometry = frame.geometry();
        TimeScale scale = geometry.scale(frame.window());
        RulerTicks ticks = RulerTicks.of(frame.window(), geometry.plotWidth(), MIN_TICK);
        g.setFill(frame.palette().line());
        for (int place = 0; place <= geometry.shown(); place++) {
            g.setGlobalAlpha(0.55);
            g.fillRect(geometry.plotLeft(), geometry.plotTop() + place * geometry.pitch(), geometry.plotWidth(), 1);
        }
        for (RulerTicks.Tick tick : ticks.ticks()) {
            g.fillRect(Math.floor(scale.x(tick.nanos())), geometry.plotTop(), 1,
                    geometry.plotBottom() - geometry.plotTop());
        }
        g.setGlobalAlpha(1);
        Font font = CanvasFonts.regular(11);
        text(g, font, TextAlignment.CENTER);
        g.setFill(frame.palette().faint());
        for (RulerTicks.Tick tick : ticks.ticks()) {
            double half = ruler.width(tick.label(), font) / 2;
            double x = Math.clamp(scale.x(tick.nanos()), half + 2, geometry.width() - half - 2);
            if (Math.abs(x - scale.x(tick.nanos())) < MIN_TICK / 3) {
                g.fillText(tick.label(), x, geometry.plotTop() - 13);
            }
        }
    }

    private void label(GraphicsContext g, Frame frame, LaneRow row, int place) {
        LaneGeometry geometry = frame.geometry();
        boolean waits = row.lane().waiting.at(frame.model().nowNanos()) >= 0;
        boolean strong = waits || row.kind() == LaneKind.ACK_RECEIVER;
        Font font = strong ? CanvasFonts.semiBold(12) : CanvasFonts.regular(12);
        text(g, font, TextAlignment.LEFT);
        g.setFill(row.lane().usesLock() ? frame.palette().text() : frame.palette().dim());
        g.fillText(ruler.fit(row.label(), font, geometry.plotLeft() - 12), 0,
                geometry.barTop(place) + geometry.bar() / 2);
    }

    private void waitText(GraphicsContext g, Frame frame, LaneRow row, int place) {
        TimeScale scale = frame.geometry().scale(frame.window());
        Intervals waiting = row.lane().waiting;
        int first = Math.max(0, waiting.countBefore(frame.window().startNanos(), 0, waiting.size()) - 1);
        int last = waiting.size() - (waiting.isOpen() ? 0 : 1);
        for (int i = first; i <= last && i < first + 60; i++) {
            long horizon = frame.model().horizonNanos();
            if (waiting.start(i) > frame.window().endNanos()) {
                return;
            }
            double from = Math.max(scale.left(), scale.x(waiting.start(i)));
            double to = Math.min(scale.right(), scale.x(waiting.end(i, horizon)));
            long waited = Math.min(frame.model().nowNanos(), waiting.end(i, horizon)) - waiting.start(i);
            if (to - from > 60 && waited > 0) {
                waitText(g, frame, row.lane(), waiting.tag(i), waited, place, from, to);
            }
        }
    }

    private void waitText(GraphicsContext g, Frame frame, Lane lane, int site, long waited, int place, double from,
            double to) {
        LockIndex index = frame.model().index();
        String where = index == null ? "" : index.log().siteText(site);
        Font font = CanvasFonts.semiBold(11.5);
        String full = (where.isEmpty() ? "" : where + ": ") + "waiting " + DurationText.of(waited);
        String say = ruler.width(full, font) + 20 <= to - from ? full : DurationText.of(waited);
        double width = ruler.width(say, font) + 16;
        if (width > to - from - 4) {
            return;
        }
        double middle = Math.clamp((from + to) / 2, from + width / 2 + 2, to - width / 2 - 2);
        double top = frame.geometry().barTop(place);
        g.setFill(frame.palette().pane());
        g.fillRect(Math.floor(middle - width / 2), top + 1, Math.ceil(width), frame.geometry().bar() - 2);
        text(g, font, TextAlignment.CENTER);
        g.setFill(frame.palette().waiting());
        g.fillText(say, middle, top + frame.geometry().bar() / 2);
    }

    private void hidden(GraphicsContext g, Frame frame) {
        LaneGeometry geometry = frame.geometry();
        if (geometry.hidden() > 0) {
            Font font = CanvasFonts.regular(11);
            text(g, font, TextAlignment.LEFT);
            g.setFill(frame.palette().faint());
            g.fillText(ruler.fit("↕ " + geometry.hidden() + " more", font, geometry.plotLeft() - 12), 0,
                    geometry.plotBottom() + 12);
        }
    }

    private void cursor(GraphicsContext g, Frame frame) {
        LaneGeometry geometry = frame.geometry();
        TimeScale scale = geometry.scale(frame.window());
        if (frame.hoverNanos() >= 0) {
            g.setFill(frame.palette().faint());
            g.setGlobalAlpha(0.5);
            g.fillRect(Math.floor(scale.x(frame.hoverNanos())), geometry.plotTop(), 1,
                    geometry.plotBottom() - geometry.plotTop());
            g.setGlobalAlpha(1);
        }
        long at = frame.model().cursorNanosProperty().get();
        if (at == TimelineViewModel.NO_CURSOR || at < frame.window().startNanos() || at > frame.window().endNanos()) {
            return;
        }
        double x = Math.floor(scale.x(at));
        g.setFill(frame.palette().accent());
        g.fillRect(x - 0.5, geometry.plotTop() - 6, 1.5, geometry.plotBottom() - geometry.plotTop() + 10);
        Font font = CanvasFonts.semiBold(11.5);
        String badge = "+ " + DurationText.of(at - frame.window().startNanos());
        double width = ruler.width(badge, font) + 16;
        double left = Math.clamp(x - width / 2, 0, geometry.width() - width);
        g.fillRoundRect(left, geometry.plotBottom() + 3, width, 19, 6, 6);
        text(g, font, TextAlignment.CENTER);
        g.setFill(frame.palette().pane());
        g.fillText(badge, left + width / 2, geometry.plotBottom() + 12.5);
    }
}
