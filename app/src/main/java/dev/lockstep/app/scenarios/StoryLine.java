package dev.lockstep.app.scenarios;

import dev.lockstep.app.control.Parts;
import dev.lockstep.app.scenarios.StoryViewModel.Line;
import dev.lockstep.app.scenarios.StoryViewModel.Sign;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A step or a check on the story pane: a sign for its progress, its title, and what was seen. */
final class StoryLine extends HBox {
    private static final String[] STATES = {"pending", "running", "passed", "failed"};

    private final Region sign = new Region();
    private final Label title = new Label();
    private final Label seen = new Label();
    private final Tooltip tooltip = new Tooltip();
    private Line shown = new Line("", Sign.PENDING, "");

    StoryLine() {
        getStyleClass().add("story-line");
        sign.getStyleClass().add("story-sign");
        StackPane place = new StackPane(sign);
        place.getStyleClass().add("story-sign-place");
        title.getStyleClass().add("story-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        seen.getStyleClass().add("story-seen");
        seen.setWrapText(true);
        seen.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = new VBox(title, seen);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(place, words);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        show(shown);
    }

    /** What is shown. */
    Line line() {
        return shown;
    }

    void show(Line line) {
        shown = line;
        title.setText(line.title());
        seen.setText(line.seen());
        boolean telling = !line.seen().isEmpty() && line.sign() == Sign.FAILED;
        Parts.show(seen, telling);
        String state = line.sign().name().toLowerCase(Locale.ROOT);
        for (String each : STATES) {
            pseudoClassStateChanged(PseudoClass.getPseudoClass(each), each.equals(state));
        }
        tooltip.setText(line.seen().isEmpty() ? line.title() : line.title() + "\n" + line.seen());
        Tooltip.install(this, tooltip);
        setAccessibleText(line.title() + ": " + state + (line.seen().isEmpty() ? "" : ", " + line.seen()));
    }
}
