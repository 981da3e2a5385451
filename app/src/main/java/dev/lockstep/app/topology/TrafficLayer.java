package dev.lockstep.app.topology;

import dev.lockstep.app.control.DrawnRegion;
import dev.lockstep.app.theme.Palette;
import java.util.function.Function;
import javafx.scene.canvas.GraphicsContext;

/**
 * What moves along the edges, on a canvas of its own above the topology: it changes in each frame, the words below it only
 * now and then, and drawing words is what costs time without a graphics card.
 */
final class TrafficLayer extends DrawnRegion {
    private final TopologyPainter painter;
    private final Function<Palette, TopologyFrame> frame;

    TrafficLayer(TopologyPainter painter, Function<Palette, TopologyFrame> frame) {
        this.painter = painter;
        this.frame = frame;
        setManaged(false);
        setMouseTransparent(true);
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.clearRect(0, 0, width, height);
        painter.paintTraffic(g, frame.apply(palette()));
    }
}
