package dev.lockstep.app.timeline;

import dev.lockstep.app.control.DurationText;
import java.util.Objects;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The lock timeline with its heading, lock chooser, legend and starvation meter, ready to be put into a pane; resizable.
 * Draws only when something changed. The meter gives way where there is no room for it.
 */
public final class TimelineView extends BorderPane {
    private static final double ROOM_FOR_METER = 560;
    private static final double ROOM_FOR_HINT = 760;

    private final TimelineSurface surface;
    private final StarvationMeter meter;
    private final Label hint = new Label();

    /** Shows a view model. */
    public TimelineView(TimelineViewModel model) {
        getStyleClass().add("timeline-view");
        getStylesheets().add(Objects.requireNonNull(TimelineView.class.getResource("timeline.css")).toExternalForm());
        surface = new TimelineSurface(model);
        meter = new StarvationMeter(model.starvationProperty());
        setTop(heading(model));
        setCenter(surface);
        setRight(meter);
        setBottom(new VBox(note(model), new TimelineLegend()));
        setMinSize(300, 200);
        setMargin(surface, new Insets(0, 12, 0, 0));
        widthProperty().addListener((_, _, width) -> {
            setRight(width.doubleValue() < ROOM_FOR_METER ? null : meter);
            hint.setVisible(width.doubleValue() >= ROOM_FOR_HINT);
        });
        model.windowProperty().addListener((_, _, window) -> describe(window));
        describe(model.window());
    }

    /** Takes no room while there is nothing to say. */
    private static Label note(TimelineViewModel model) {
        Label note = new Label();
        note.setId("timeline-note");
        note.getStyleClass().addAll("faint", "tiny");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.textProperty().bind(model.noteProperty());
        note.visibleProperty().bind(model.noteProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }

    private HBox heading(TimelineViewModel model) {
        Label title = new Label("LOCKS");
        title.getStyleClass().add("heading");
        hint.getStyleClass().addAll("faint", "tiny");
        hint.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        ToggleButton follow = new ToggleButton("Follow");
        follow.setId("timeline-follow");
        follow.getStyleClass().addAll("flat", "bare", "tiny");
        follow.setTooltip(new Tooltip("Keep the present in view (End)"));
        follow.selectedProperty().bindBidirectional(model.followingProperty());
        HBox heading = new HBox(8, title, new LockChooser(model), space, hint, follow);
        heading.setAlignment(Pos.CENTER_LEFT);
        heading.getStyleClass().add("view-head");
        return heading;
    }

    private void describe(TimeWindow window) {
        hint.setText(DurationText.of(window.spanNanos()) + " in view · wheel zooms · drag pans");
    }

    /** The part that takes the keyboard, for the shell's focus order. */
    public Region surface() {
        return surface;
    }
}
