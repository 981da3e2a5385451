package dev.lockstep.app.journey;

import dev.lockstep.app.control.FactTable;
import dev.lockstep.app.control.FactTable.Column;
import dev.lockstep.app.control.Parts;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.journey.JourneyViewModel.Line;
import dev.lockstep.app.journey.JourneyViewModel.Order;
import dev.lockstep.app.journey.JourneyViewModel.Shown;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The journey tab of the right pane. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class JourneyController {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final JourneyViewModel model;
    private final FactTable times = new FactTable(List.of(
            new Column(Messages.text("journey.median"), 58, "fact-main"),
            new Column(Messages.text("journey.most"), 58, "fact-main"),
            new Column(Messages.text("journey.max"), 58, "fact-main")));
    private final List<LineButton> buttons = new ArrayList<>();
    @FXML
    private ToggleButton latest;
    @FXML
    private ToggleButton slowest;
    @FXML
    private VBox lines;
    @FXML
    private VBox way;
    @FXML
    private Label title;
    @FXML
    private Label outcome;
    @FXML
    private WaterfallView waterfall;
    @FXML
    private Label counted;
    @FXML
    private VBox timeRows;
    @FXML
    private Label none;

    /** For the controller factory. */
    public JourneyController(JourneyViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        timeRows.getChildren().addAll(times.headings(), times);
        for (int i = 0; i < JourneyViewModel.LISTED; i++) {
            LineButton button = new LineButton(model);
            buttons.add(button);
            lines.getChildren().add(button);
        }
        model.shownProperty().addListener((property, before, now) -> show(now));
        show(model.getShown());
    }

    private void show(Shown now) {
        latest.setSelected(now.order() == Order.LATEST);
        slowest.setSelected(now.order() == Order.SLOWEST);
        for (int i = 0; i < buttons.size(); i++) {
            buttons.get(i).show(i < now.lines().size() ? now.lines().get(i) : null);
        }
        boolean any = !now.title().isEmpty();
        for (Node part : List.of(way, timeRows, counted)) {
            Parts.show(part, any);
        }
        Parts.show(none, !any);
        title.setText(now.title());
        outcome.setText(now.outcome());
        waterfall.show(now.way());
        counted.setText(now.counted());
        times.show(now.times());
    }

    @FXML
    void showLatest() {
        model.setOrder(Order.LATEST);
    }

    @FXML
    void showSlowest() {
        model.setOrder(Order.SLOWEST);
    }

    /** A transaction of the list. */
    private static final class LineButton extends Button {
        private final Label name = new Label();
        private final Label state = new Label();
        private final Label took = new Label();
        private @org.jspecify.annotations.Nullable Line line;

        LineButton(JourneyViewModel model) {
            getStyleClass().addAll("flat", "bare", "journey-line");
            setMaxWidth(Double.MAX_VALUE);
            name.getStyleClass().add("journey-name");
            name.setMaxWidth(Double.MAX_VALUE);
            name.setMinWidth(0);
            HBox.setHgrow(name, Priority.ALWAYS);
            state.getStyleClass().addAll("faint", "tiny");
            state.setMinWidth(86);
            took.getStyleClass().add("journey-took");
            took.setMinWidth(64);
            HBox box = new HBox(6, name, state, took);
            box.getStyleClass().add("journey-line-box");
            box.prefWidthProperty().bind(widthProperty().subtract(16));
            setGraphic(box);
            setOnAction(event -> {
                Line shown = line;
                if (shown != null && shown.chosen() && !model.getShown().lines().getFirst().equals(shown)) {
                    model.follow();
                } else if (shown != null) {
                    model.choose(shown.id());
                }
            });
        }

        void show(@org.jspecify.annotations.Nullable Line next) {
            line = next;
            Parts.show(this, next != null);
            if (next != null) {
                name.setText(next.name());
                state.setText(next.state());
                took.setText(next.took());
                setAccessibleText(next.name() + ", " + next.state() + ", " + next.took());
                pseudoClassStateChanged(CHOSEN, next.chosen());
            }
        }
    }
}
