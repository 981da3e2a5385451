package dev.lockstep.app.topology;

import dev.lockstep.app.control.DrawnRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;

/** The drawn part of the topology: keeps layout, moved cards and viewport. */
final class TopologySurface extends DrawnRegion {
    private static final double MARGIN = 10;

    private final TopologyViewModel model;
    private final TopologyPainter painter = new TopologyPainter();
    private final Map<String, Route.Place> moved = new HashMap<>();
    private LayoutInput input = new LayoutInput(List.of(), List.of());
    private TopologyLayout laidOut = TopologyLayout.EMPTY;
    private TopologyLayout layout = TopologyLayout.EMPTY;
    private Map<EdgeKey, Box> callouts = Map.of();
    private List<EdgeKey> calloutKeys = List.of();
    private Viewport viewport = new Viewport(1, 0, 0);
    private boolean fits = true;
    private TopologyHit hit = new TopologyHit.Nothing();

    TopologySurface(TopologyViewModel model, TopologyActions actions) {
        this.model = model;
        getStyleClass().add("topology-surface");
        setId("topology");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText("Topology");
        setMinSize(240, 140);
        setPrefSize(800, 320);
        model.revisionProperty().addListener((_, _, _) -> redraw());
        focusVisibleProperty().addListener((_, _, _) -> redraw());
        new TopologyGestures(this, model, actions).install();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        arrange();
        if (fits) {
            viewport = fitted(width, height);
        }
        painter.paint(g, new TopologyFrame(model, model.picture(), layout, callouts, viewport, palette(), hit,
                isFocusVisible(), width, height));
    }

    private Viewport fitted(double width, double height) {
        Box content = layout.bounds();
        for (Box callout : callouts.values()) {
            content = content.union(callout);
        }
        return Viewport.fitting(content.grown(MARGIN), width, height);
    }

    private void arrange() {
        LayoutInput wanted = LayoutInput.of(model.picture());
        boolean changed = !wanted.equals(input);
        if (changed) {
            input = wanted;
            laidOut = ElkLayouter.layout(input, getWidth(), getHeight());
            layout = MovedLayout.of(laidOut, moved, input);
        }
        List<EdgeKey> keys = model.picture().edges().stream().filter(edge -> edge.callout() != null)
                .map(ChannelEdge::key).toList();
        if (changed || !keys.equals(calloutKeys)) {
            calloutKeys = keys;
            callouts = CalloutPlacer.place(layout, keys);
        }
    }

    /** Puts a card somewhere; the edges that hang on it follow. */
    void moveCard(String node, double x, double y) {
        moved.put(node, new Route.Place(x, y));
        fits = false;
        layout = MovedLayout.of(laidOut, moved, input);
        callouts = CalloutPlacer.place(layout, calloutKeys);
        redraw();
    }

    void resetLayout() {
        moved.clear();
        layout = laidOut;
        callouts = CalloutPlacer.place(layout, calloutKeys);
        fitToView();
    }

    void fitToView() {
        fits = true;
        redraw();
    }

    void look(Viewport from) {
        viewport = from;
        fits = false;
        redraw();
    }

    Viewport viewport() {
        return viewport;
    }

    TopologyLayout arranged() {
        return layout;
    }

    /** What is at a pixel. */
    TopologyHit hitAt(double x, double y) {
        return TopologyHit.at(model.picture(), layout, callouts, viewport.scale(), viewport.toX(x), viewport.toY(y));
    }

    /** Shows what the mouse is over. */
    void hover(TopologyHit over) {
        if (!over.equals(hit)) {
            hit = over;
            redraw();
        }
    }
}
