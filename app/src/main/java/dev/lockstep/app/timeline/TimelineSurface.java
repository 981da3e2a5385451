package dev.lockstep.app.timeline;

import dev.lockstep.app.control.DrawnRegion;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The drawn part of the timeline: ruler, lanes and cursor, with what hangs at the mouse. */
final class TimelineSurface extends DrawnRegion {
    private static final double CARD_GAP = 14;

    private final TimelineViewModel model;
    private final TimelinePainter painter = new TimelinePainter();
    private final VBox card = new VBox();
    private double mouseX = -1;
    private double mouseY = -1;
    private int firstLane;
    private @Nullable HoverText said;

    TimelineSurface(TimelineViewModel model) {
        this.model = model;
        getStyleClass().add("timeline-surface");
        setId("timeline");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText("Lock timeline");
        card.getStyleClass().add("hover-card");
        card.setManaged(false);
        card.setMouseTransparent(true);
        card.setVisible(false);
        getChildren().add(card);
        setMinSize(240, 120);
        setPrefSize(700, 280);
        model.revisionProperty().addListener((_, _, _) -> redraw());
        focusVisibleProperty().addListener((_, _, _) -> redraw());
        new TimelineGestures(this, model).install();
    }

    LaneGeometry geometry() {
        return LaneGeometry.of(Math.floor(getWidth()), Math.floor(getHeight()), model.rows().size(), firstLane);
    }

    TimeScale scale() {
        return geometry().scale(model.window());
    }

    /** Scrolls lanes, if not all fit. */
    void scrollLanes(int by) {
        firstLane = Math.clamp(firstLane + by, 0, Math.max(0, model.rows().size() - geometry().shown()));
        redraw();
    }

    /** The mouse is here; outside with a negative place. */
    void hover(double x, double y) {
        mouseX = x;
        mouseY = y;
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        LaneGeometry geometry = geometry();
        firstLane = geometry.first();
        int place = mouseX >= geometry.plotLeft() ? geometry.placeAt(mouseY) : -1;
        long nanos = place >= 0 ? geometry.scale(model.window()).nanos(mouseX) : -1;
        painter.paint(g, new TimelinePainter.Frame(model, geometry, model.window(), palette(), renderScale(), nanos,
                isFocusVisible()));
        showCard(geometry, place, nanos);
    }

    private void showCard(LaneGeometry geometry, int place, long nanos) {
        LockIndex index = model.index();
        HoverText text = place < 0 || index == null || nanos > index.horizonNanos()
                ? null
                : HoverText.at(index, model.rows().get(geometry.first() + place), model.roles(), nanos, model.window(),
                        Math.round(geometry.scale(model.window()).nanosPerPixel() * 3));
        if (text == null) {
            card.setVisible(false);
            said = null;
            return;
        }
        if (!text.equals(said)) {
            said = text;
            card.getChildren().clear();
            Label title = new Label(text.title());
            title.getStyleClass().add("hover-title");
            card.getChildren().add(title);
            text.lines().forEach(line -> card.getChildren().add(new Label(line)));
            card.applyCss();
        }
        card.autosize();
        double x = mouseX + CARD_GAP + card.getWidth() > getWidth()
                ? mouseX - CARD_GAP - card.getWidth()
                : mouseX + CARD_GAP;
        double y = mouseY + CARD_GAP + card.getHeight() > getHeight()
                ? mouseY - CARD_GAP - card.getHeight()
                : mouseY + CARD_GAP;
        card.relocate(Math.max(0, Math.rint(x)),
                Math.clamp(Math.rint(y), 0, Math.max(0, getHeight() - card.getHeight())));
        card.setVisible(true);
    }

    /** What is said at the mouse, for tests. */
    @Nullable
    HoverText said() {
        return said;
    }
}
