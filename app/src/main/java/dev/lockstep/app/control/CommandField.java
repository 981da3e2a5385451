package dev.lockstep.app.control;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/** A field that finds commands as one types: arrows choose, Enter does it, Escape leaves. */
public final class CommandField extends StackPane {
    private static final int MOST = 12;
    private static final double CELL_HEIGHT = 30;

    private final TextField field = new TextField();
    private final Label hint = new Label("Ctrl K");
    private final ListView<Command> list = new ListView<>();
    private final Popup popup = new Popup();
    private Supplier<List<Command>> commands = List::of;

    /** An empty field. */
    public CommandField() {
        getStyleClass().add("command-field");
        hint.getStyleClass().addAll("faint", "tiny");
        hint.setMouseTransparent(true);
        setAlignment(hint, Pos.CENTER_RIGHT);
        hint.setTranslateX(-10);
        getChildren().addAll(field, hint);
        list.getStyleClass().add("command-list");
        list.setFixedCellSize(CELL_HEIGHT);
        list.setPrefWidth(380);
        list.setCellFactory(view -> new CommandCell());
        list.setOnMouseClicked(event -> runSelected());
        list.setFocusTraversable(false);
        popup.getContent().add(list);
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
        field.textProperty().addListener((source, before, after) -> search());
        field.focusedProperty().addListener((source, before, focused) -> focusChanged(focused));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.setOnMouseClicked(event -> search());
    }

    /** Grey text in the empty field. */
    public void setPrompt(String prompt) {
        field.setPromptText(prompt);
        field.setAccessibleText(prompt);
    }

    /** Where the commands come from, asked at each key. */
    public void setCommands(Supplier<List<Command>> source) {
        commands = source;
    }

    /** Puts the cursor into the field. */
    public void open() {
        field.requestFocus();
        field.selectAll();
        search();
    }

    private void focusChanged(boolean focused) {
        hint.setVisible(!focused);
        if (!focused) {
            popup.hide();
        }
    }

    private void search() {
        String query = field.getText();
        List<Command> found = commands.get().stream().filter(command -> command.distance(query) >= 0)
                .sorted(Comparator.comparingInt(command -> command.distance(query))).limit(MOST).toList();
        list.getItems().setAll(found);
        list.getSelectionModel().selectFirst();
        list.setPrefHeight(found.size() * CELL_HEIGHT + 12);
        Bounds place = field.localToScreen(field.getBoundsInLocal());
        if (found.isEmpty() || place == null || !field.isFocused()) {
            popup.hide();
        } else if (!popup.isShowing()) {
            popup.show(field, place.getMaxX() - list.getPrefWidth(), place.getMaxY() + 4);
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case ENTER -> runSelected();
            case ESCAPE -> leave();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        if (!popup.isShowing()) {
            search();
        }
        int count = list.getItems().size();
        if (count > 0) {
            list.getSelectionModel().select(Math.floorMod(list.getSelectionModel().getSelectedIndex() + by, count));
        }
    }

    private void runSelected() {
        Command command = list.getSelectionModel().getSelectedItem();
        leave();
        if (command != null) {
            command.action().run();
        }
    }

    private void leave() {
        popup.hide();
        field.clear();
        if (getParent() != null) {
            getParent().requestFocus();
        }
    }

    /** The keys that lead here. */
    public static KeyCode shortcut() {
        return KeyCode.K;
    }

    private static final class CommandCell extends ListCell<Command> {
        private final Label title = new Label();
        private final Label kind = new Label();
        private final HBox row = new HBox(8, title, kind);

        CommandCell() {
            title.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(title, Priority.ALWAYS);
            kind.getStyleClass().addAll("faint", "tiny");
            row.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                return;
            }
            title.setText(command.title());
            kind.setText(command.keys().isEmpty() ? command.kind() : command.keys());
            setGraphic(row);
        }
    }
}
