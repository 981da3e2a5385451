package dev.lockstep.app.topology;

import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The topology with its heading and legend, ready to be put into a pane; resizable. Draws only when the view model's
 * picture, the theme or the viewport changed.
 */
public final class TopologyView extends BorderPane {
    private final TopologySurface surface;
    private final TopologyActions actions;
    private final Label summary = new Label();
    private final MenuButton add = new MenuButton("+ Node");

    /** Asks what a new channel is to be called. */
    @FunctionalInterface
    interface Asker {
        /** {@code replica} is to follow {@code source}. */
        void ask(String replica, String source);
    }

    /** Shows a view model; commands go to {@code actions}. */
    public TopologyView(TopologyViewModel model, TopologyActions actions) {
        getStyleClass().add("topology-view");
        getStylesheets().add(Objects.requireNonNull(TopologyView.class.getResource("topology.css")).toExternalForm());
        this.actions = actions;
        ChannelForm form = new ChannelForm(model, actions);
        FaultForm faultForm = new FaultForm(actions);
        surface = new TopologySurface(model, actions, (replica, source) -> form.ask(replica, source, this::focus),
                (draft, place) -> faultForm.ask(draft, place, this::focus));
        setTop(heading());
        setCenter(new StackPane(surface, form, faultForm));
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
        HBox heading = new HBox(8, title, space, summary, addNode(), details,
                button("topology-fit", "Fit", "Show everything (0)", this::fitToView),
                button("topology-reset", "Reset", "Forget where cards were dragged to (R)", this::resetLayout));
        heading.setAlignment(Pos.CENTER_LEFT);
        heading.getStyleClass().add("view-head");
        return heading;
    }

    private void focus() {
        surface.requestFocus();
    }

    private MenuButton addNode() {
        add.setId("topology-add");
        add.getStyleClass().addAll("flat", "bare", "add-node");
        add.setTooltip(new Tooltip("Add a server; choose which version it behaves as"));
        add.setOnShowing(_ -> add.getItems().setAll(actions.profiles().stream().map(this::profile).toList()));
        add.getItems().setAll(actions.profiles().stream().map(this::profile).toList());
        return add;
    }

    private MenuItem profile(TopologyActions.ProfileChoice choice) {
        Label name = new Label(choice.name());
        Label about = new Label(choice.about());
        about.getStyleClass().addAll("dim", "tiny");
        CustomMenuItem item = new CustomMenuItem(new VBox(1, name, about));
        item.setOnAction(_ -> actions.addNode(choice.name()));
        return item;
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

    /** Opens the menu of profiles that a new node can have. */
    public void offerNodes() {
        add.show();
    }

    /** Opens the menu of nodes that the chosen one can follow. */
    public void offerChannel() {
        surface.requestFocus();
        if (!surface.offerChannel()) {
            actions.refuse("Choose the slave first",
                    "Click the node that is to follow another one, or go to it with the arrow keys.");
        }
    }

    /** Forgets where nodes were dragged to. */
    public void resetLayout() {
        surface.resetLayout();
    }
}
