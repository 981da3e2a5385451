package dev.lockstep.app.topology;

import dev.lockstep.app.control.Parts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for the name of a channel that was drawn, and says which way its events will run. */
final class ChannelForm extends VBox {
    private final TopologyViewModel model;
    private final TopologyActions actions;
    private final Label title = new Label();
    private final Label explanation = new Label();
    private final Label problem = new Label();
    private final TextField name = new TextField();
    private final Button create = new Button("Create and start");
    private ChannelDraft draft = new ChannelDraft("", "", "");
    private Runnable onClosed = () -> {};

    ChannelForm(TopologyViewModel model, TopologyActions actions) {
        this.model = model;
        this.actions = actions;
        setId("channel-form");
        getStyleClass().addAll("channel-form", "drawer");
        title.getStyleClass().add("title");
        explanation.getStyleClass().add("dim");
        problem.getStyleClass().add("channel-problem");
        name.setId("channel-name");
        name.setPromptText("empty: the default channel");
        create.setId("channel-create");
        create.setDefaultButton(false);
        Button cancel = new Button("Cancel");
        cancel.getStyleClass().add("flat");
        cancel.setOnAction(_ -> close());
        create.setOnAction(_ -> create());
        name.setOnAction(_ -> create());
        name.textProperty().addListener((_, _, now) -> rename(now));
        for (Label label : new Label[]{title, explanation, problem}) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        HBox row = new HBox(8, new Label("Channel name"), name);
        HBox buttons = new HBox(8, create, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(title, explanation, row, problem, buttons);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                close();
            }
        });
        setMaxSize(360, Region.USE_PREF_SIZE);
        show(false);
    }

    /** Asks; {@code closed} is told when it is over. */
    void ask(String replica, String source, Runnable closed) {
        draft = ChannelDraft.suggested(model.picture(), replica, source);
        onClosed = closed;
        title.setText("New channel: " + replica + " follows " + source);
        explanation.setText(draft.explanation());
        name.setText(draft.name());
        rename(draft.name());
        show(true);
        name.requestFocus();
        name.selectAll();
    }

    private void rename(String text) {
        draft = draft.named(text.strip());
        String why = draft.problem(model.picture());
        problem.setText(why);
        Parts.show(problem, !why.isEmpty());
        create.setDisable(!why.isEmpty());
    }

    private void create() {
        if (draft.problem(model.picture()).isEmpty()) {
            actions.createChannel(draft.replica(), draft.source(), draft.name());
            close();
        }
    }

    private void close() {
        show(false);
        onClosed.run();
    }

    private void show(boolean visible) {
        Parts.show(this, visible);
    }
}
