package dev.lockstep.app.topology;

import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * The topology with its heading and legend, ready to be put into a pane; resizable. Draws only when the view model's
 * picture, the theme or the viewport changed.
 */
public final class TopologyView extends BorderPane {
    private final TopologySurface surface;
    private final Label summary = new Label();

    /** Shows a view model; commands go to {@code actions}. */
    public TopologyView(TopologyViewModel model, TopologyActions actions) {
        getStyleClass().add("topology-view");
        getStylesheets().add(Objects.requireNonNull(TopologyView.class.getResource("topology.css")).toExternalForm());
        surface = new TopologySurface(model, actions);
        setTop(heading());
        setCenter(surface);
        setBottom(new TopologyLegend(model));
        setMinSize(300, 200);
        model.pictureProperty().addListener((_, _, picture) -> describe(picture));
        describe(model.picture());
    }

    private HBox heading() {
        Label title = new Label("TOPOLOGY");
        title.getStyleClass().add("heading");
        summary.getStyleClass().addAll("faint", "tiny");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        ToggleButton details = new ToggleButton("Details");
        details.setId("topology-details");
        details.getStyleClass().addAll("flat", "bare");
        details.setTooltip(new Tooltip("Show whole cards even where they become small (D)"));
        details.selectedProperty().bindBidirectional(surface.allDetailsProperty());
        HBox heading = new HBox(8, title, space, summary, details,
                button("topology-fit", "Fit", "Show everything (0)", this::fitToView),
                button("topology-reset", "Reset", "Forget where cards were dragged to (R)", this::resetLayout));
        heading.setAlignment(Pos.CENTER_LEFT);
        heading.getStyleClass().add("view-head");
        return heading;
    }

    private static Button button(String id, String text, String tip, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll("flat", "bare");
        button.setTooltip(new Tooltip(tip));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void describe(TopologyPicture picture) {
        int nodes = picture.cards().size();
        int channels = picture.edges().size();
        summary.setText(nodes + (nodes == 1 ? " node · " : " nodes · ") + channels
                + (channels == 1 ? " channel" : " channels"));
    }

    /** The part that takes the keyboard, for the shell's focus order. */
    public Region surface() {
        return surface;
    }

    /** Shows everything, as large as fits. */
    public void fitToView() {
        surface.fitToView();
    }

    /** Forgets where nodes were dragged to. */
    public void resetLayout() {
        surface.resetLayout();
    }
}
