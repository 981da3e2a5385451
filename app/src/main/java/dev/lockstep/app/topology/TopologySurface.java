package dev.lockstep.app.topology;

import dev.lockstep.app.control.DrawnRegion;
import dev.lockstep.app.theme.Palette;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/** The drawn part of the topology: keeps layout, moved cards and viewport. */
final class TopologySurface extends DrawnRegion {
    private static final double MARGIN = 10;
    /** More would hide what they are about; the rest is told under the mouse. */
    private static final int MOST_CALLOUTS = 6;
    /** A pane whose proportions changed by a quarter is worth a new layout. */
    private static final double RESHAPED = 0.25;

    private final TopologyViewModel model;
    private final TopologyGestures gestures;
    private final TopologyPainter painter = new TopologyPainter();
    private final Map<Detail, Map<String, Route.Place>> moves = new EnumMap<>(Detail.class);
    private final Map<Detail, TopologyLayout> made = new EnumMap<>(Detail.class);
    private final Map<Detail, LayoutInput> inputs = new EnumMap<>(Detail.class);
    private Detail detail = Detail.FULL;
    private final BooleanProperty allDetails = new SimpleBooleanProperty(this, "allDetails");
    private double madeForShape = 1;
    private TopologyLayout layout = TopologyLayout.EMPTY;
    private Map<EdgeKey, Box> callouts = Map.of();
    private Map<EdgeKey, Double> calloutHeights = Map.of();
    private Viewport viewport = new Viewport(1, 0, 0);
    private boolean fits = true;
    private TopologyHit hit = new TopologyHit.Nothing();
    private @Nullable Wire wire;
    private final TrafficLayer traffic = new TrafficLayer(painter, this::frame);

    TopologySurface(TopologyViewModel model, TopologyActions actions, TopologyView.Asker asker,
            FaultMenus.Asker faultAsker) {
        this.model = model;
        getStyleClass().add("topology-surface");
        setId("topology");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText("Topology");
        setMinSize(240, 140);
        setPrefSize(800, 320);
        getChildren().add(traffic);
        model.revisionProperty().addListener((_, _, _) -> redraw());
        model.trafficRevisionProperty().addListener((_, _, _) -> traffic.redraw());
        focusVisibleProperty().addListener((_, _, _) -> redraw());
        allDetails.addListener((_, _, _) -> fitToView());
        gestures = new TopologyGestures(this, model, actions, asker, faultAsker);
        gestures.install();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        arrange();
        if (fits) {
            viewport = fitting(callouts, width, height);
        }
        painter.paint(g, frame(palette()));
        traffic.cover(layout, viewport, width, height);
        traffic.redraw();
    }

    private TopologyFrame frame(Palette colours) {
        return new TopologyFrame(model, model.picture(), detail, layout, callouts, viewport, colours, hit, wire,
                isFocusVisible(), getWidth(), getHeight());
    }

    private Viewport fitting(Map<EdgeKey, Box> shown, double width, double height) {
        Box content = layout.bounds();
        for (Box callout : shown.values()) {
            content = content.union(callout);
        }
        return Viewport.fitting(content.grown(MARGIN), width, height);
    }

    private void arrange() {
        double shape = getWidth() / Math.max(1, getHeight());
        boolean changed = !LayoutInput.of(model.picture(), Detail.FULL).equals(inputs.get(Detail.FULL))
                || Math.abs(Math.log(shape / madeForShape)) > RESHAPED;
        if (changed) {
            madeForShape = shape;
            inputs.clear();
            made.clear();
        }
        Detail wanted = allDetails.get() || legible(laidOut(Detail.FULL)) ? Detail.FULL : Detail.COMPACT;
        changed |= wanted != detail;
        if (changed) {
            detail = wanted;
            layout = MovedLayout.of(laidOut(detail), moved(), input());
        }
        Map<EdgeKey, Double> heights = new LinkedHashMap<>();
        for (ChannelEdge edge : model.picture().edges()) {
            if (edge.callout() != null && detail == Detail.FULL && heights.size() < MOST_CALLOUTS) {
                heights.put(edge.key(), EdgePainter.height(edge));
            }
        }
        if (changed || !heights.equals(calloutHeights)) {
            calloutHeights = heights;
            callouts = legible(CalloutPlacer.place(layout, heights));
        }
    }

    private boolean legible(TopologyLayout complete) {
        return Viewport.fitting(complete.bounds().grown(MARGIN), getWidth(), getHeight())
                .scale() >= TopologyFrame.READABLE;
    }

    /** Callouts that would make all the rest too small to read are left out; what they say is told under the mouse. */
    private Map<EdgeKey, Box> legible(Map<EdgeKey, Box> placed) {
        double without = fitting(Map.of(), getWidth(), getHeight()).scale();
        boolean tooMuch = without >= TopologyFrame.READABLE
                && fitting(placed, getWidth(), getHeight()).scale() < TopologyFrame.READABLE;
        return tooMuch ? Map.of() : placed;
    }

    private TopologyLayout laidOut(Detail of) {
        LayoutInput input = inputs.computeIfAbsent(of, any -> LayoutInput.of(model.picture(), any));
        return made.computeIfAbsent(of, _ -> Layouter.layout(input, getWidth(), getHeight()));
    }

    private LayoutInput input() {
        return inputs.computeIfAbsent(detail, any -> LayoutInput.of(model.picture(), any));
    }

    private Map<String, Route.Place> moved() {
        return moves.computeIfAbsent(detail, _ -> new HashMap<>());
    }

    /** Puts a card somewhere; the edges that hang on it follow. */
    void moveCard(String node, double x, double y) {
        moved().put(node, new Route.Place(x, y));
        fits = false;
        layout = MovedLayout.of(laidOut(detail), moved(), input());
        callouts = legible(CalloutPlacer.place(layout, calloutHeights));
        redraw();
    }

    void resetLayout() {
        moves.clear();
        layout = laidOut(detail);
        callouts = legible(CalloutPlacer.place(layout, calloutHeights));
        fitToView();
    }

    /** Whether cards say everything even where that makes them too small to be read at once. */
    BooleanProperty allDetailsProperty() {
        return allDetails;
    }

    /** How much cards say at present. */
    Detail detail() {
        return detail;
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
        return TopologyHit.at(frame(palette()), viewport.toX(x), viewport.toY(y));
    }

    /** Opens the menu of nodes that the chosen one can follow; false if none is chosen. */
    boolean offerChannel() {
        return gestures.offerChannel();
    }

    /** The channel that is being drawn, null for none. */
    @Nullable
    Wire wire() {
        return wire;
    }

    /** Shows a channel that is being drawn, or no longer. */
    void draw(@Nullable Wire drawn) {
        wire = drawn;
        redraw();
    }

    /** The node at a pixel, null for none. */
    @Nullable
    String nodeAt(double x, double y) {
        for (NodeCard card : model.picture().cards()) {
            Box box = layout.nodes().get(card.name());
            if (box != null && box.grown(4).contains(viewport.toX(x), viewport.toY(y))) {
                return card.name();
            }
        }
        return null;
    }

    /** Shows what the mouse is over. */
    void hover(TopologyHit over) {
        if (!over.equals(hit)) {
            hit = over;
            redraw();
        }
    }
}
