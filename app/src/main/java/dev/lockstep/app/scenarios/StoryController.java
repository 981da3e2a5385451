package dev.lockstep.app.scenarios;

import dev.lockstep.app.control.Parts;
import dev.lockstep.app.scenarios.StoryViewModel.Line;
import dev.lockstep.app.scenarios.StoryViewModel.Story;
import dev.lockstep.app.scenarios.StoryViewModel.Variant;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.Workspace;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The story pane. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class StoryController {
    private final StoryViewModel model;
    private final Workspace workspace;
    @FXML
    private Label title;
    @FXML
    private Label subtitle;
    @FXML
    private Label introduction;
    @FXML
    private HBox variants;
    @FXML
    private VBox confirm;
    @FXML
    private Label confirmText;
    @FXML
    private HBox buttons;
    @FXML
    private Button play;
    @FXML
    private Button restart;
    @FXML
    private VBox steps;
    @FXML
    private VBox narration;
    @FXML
    private Label narrationTitle;
    @FXML
    private Label narrationText;
    @FXML
    private Label checksHeading;
    @FXML
    private VBox checks;
    @FXML
    private Button before;
    @FXML
    private Button after;
    @FXML
    private Button fold;
    private boolean unfolded;
    private String wantedVariant = "";
    private List<Variant> shownVariants = List.of();

    /** For the controller factory. */
    public StoryController(StoryViewModel model, Workspace workspace) {
        this.model = model;
        this.workspace = workspace;
    }

    @FXML
    void initialize() {
        model.storyProperty().addListener((source, before, now) -> {
            if (!now.equals(before)) {
                show(now);
            }
        });
        confirm.managedProperty().bind(confirm.visibleProperty());
        confirm.setVisible(false);
        show(model.getStory());
    }

    private void show(Story story) {
        title.setText(story.title());
        put(subtitle, story.subtitle());
        put(introduction, story.introduction());
        showVariants(story);
        showButtons(story);
        showSteps(story.steps());
        showLines(checks, story.checks());
        checksHeading.setVisible(!story.checks().isEmpty());
        narrationTitle.setText(story.narrationTitle());
        narrationText.setText(story.narration());
        Parts.show(narration, !story.narration().isEmpty());
    }

    private void showSteps(List<Line> lines) {
        StepWindow window = unfolded ? new StepWindow(0, lines.size()) : StepWindow.around(lines);
        showLines(steps, lines.subList(window.from(), window.to()));
        fold(before, "story.before", window.from());
        fold(after, "story.after", lines.size() - window.to());
        fold(fold, "story.fold", unfolded && StepWindow.around(lines).to() < lines.size() ? 1 : 0);
    }

    private static void fold(Button button, String key, int count) {
        button.setText(Messages.text(key, Integer.toString(count)));
        Parts.show(button, count > 0);
    }

    @FXML
    void toggleFold() {
        unfolded = !unfolded;
        showSteps(model.getStory().steps());
    }

    private static void put(Label label, String text) {
        label.setText(text);
        Parts.show(label, !text.isEmpty());
    }

    private void showVariants(Story story) {
        if (!shownVariants.equals(story.variants())) {
            shownVariants = story.variants();
            variants.getChildren().setAll(shownVariants.stream().map(this::variantButton).toList());
            Parts.show(variants, shownVariants.size() > 1);
        }
        for (int i = 0; i < shownVariants.size(); i++) {
            ToggleButton button = (ToggleButton) variants.getChildren().get(i);
            button.setSelected(shownVariants.get(i).name().equals(story.variant()));
        }
    }

    private Node variantButton(Variant variant) {
        ToggleButton button = new ToggleButton(variant.title());
        button.getStyleClass().add("segment");
        button.setId("variant-" + variant.name());
        button.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(button, Priority.ALWAYS);
        button.setOnAction(event -> wantVariant(variant));
        return button;
    }

    private void wantVariant(Variant variant) {
        Story story = model.getStory();
        showVariants(story);
        if (variant.name().equals(story.variant())) {
            confirm.setVisible(false);
            return;
        }
        wantedVariant = variant.name();
        if (story.playing() || story.played()) {
            confirmText.setText(Messages.text("story.confirm", variant.title()));
            confirm.setVisible(true);
        } else {
            switchVariant();
        }
    }

    @FXML
    void switchVariant() {
        confirm.setVisible(false);
        workspace.restartAs(wantedVariant);
    }

    @FXML
    void keepVariant() {
        confirm.setVisible(false);
    }

    private void showButtons(Story story) {
        Parts.show(buttons, story.hasScenario());
        play.setText(Messages.text(story.playing() ? "story.stop" : story.played() ? "story.again" : "story.play"));
        play.getStyleClass().remove("primary");
        if (!story.playing()) {
            play.getStyleClass().add("primary");
        }
        restart.setVisible(story.playing());
    }

    @FXML
    void playOrStop() {
        if (model.getStory().playing()) {
            workspace.abort();
        } else {
            workspace.play();
        }
    }

    @FXML
    void restartStory() {
        workspace.restartAndPlay();
    }

    private static void showLines(VBox box, List<Line> lines) {
        List<Node> children = box.getChildren();
        while (children.size() > lines.size()) {
            children.removeLast();
        }
        while (children.size() < lines.size()) {
            children.add(new StoryLine());
        }
        for (int i = 0; i < lines.size(); i++) {
            StoryLine line = (StoryLine) children.get(i);
            if (!line.line().equals(lines.get(i))) {
                line.show(lines.get(i));
            }
        }
    }

    /** The pane's part that takes the focus first. */
    public Region firstControl() {
        return play;
    }
}
