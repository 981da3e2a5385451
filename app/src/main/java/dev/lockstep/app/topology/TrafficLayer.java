package dev.lockstep.app.topology;

import dev.lockstep.app.control.DrawnRegion;
import dev.lockstep.app.theme.Palette;
import java.util.function.Function;
import javafx.scene.canvas.GraphicsContext;

/**
 * What moves along the edges, on a canvas of its own above the topology: it changes in each frame, the words below it only
 * now and then, and drawing words is what costs time without a graphics card. It covers no more than the edges: all that it
 * covers is put together again in each frame.
 */
final class TrafficLayer extends DrawnRegion {
    /** Marks run beside their edge and reach a little beyond its ends. */
    private static final double AROUND = 16;
    /** What is drawn anew reaches a pixel beyond the canvas, and has to stay within the opaque surface behind it. */
    private static final double EDGE = 4;

    private final TopologyPainter painter;
    private final Function<Palette, TopologyFrame> frame;

    TrafficLayer(TopologyPainter painter, Function<Palette, TopologyFrame> frame) {
        this.painter = painter;
        this.frame = frame;
        setManaged(false);
        setMouseTransparent(true);
    }

    /** Covers all edges of a layout, as far as they are on a surface of this size. */
    void cover(TopologyLayout layout, Viewport viewport, double width, double height) {
        Box all = layout.routes().values().stream().flatMap(route -> route.pieces().stream()).reduce(Box::union)
                .orElse(new Box(0, 0, 0, 0)).grown(AROUND);
        double left = Math.max(EDGE, Math.floor(all.x() * viewport.scale() + viewport.left()));
        double top = Math.max(EDGE, Math.floor(all.y() * viewport.scale() + viewport.top()));
        double right = Math.min(width - EDGE, Math.ceil(all.right() * viewport.scale() + viewport.left()));
        double bottom = Math.min(height - EDGE, Math.ceil(all.bottom() * viewport.scale() + viewport.top()));
        resizeRelocate(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.clearRect(0, 0, width, height);
        g.save();
        g.translate(-getLayoutX(), -getLayoutY());
        painter.paintTraffic(g, frame.apply(palette()));
        g.restore();
    }
}
