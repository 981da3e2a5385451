package dev.lockstep.app.shell;

import dev.lockstep.app.i18n.Messages;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/** The help: keys, and what is real and what is a model. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class HelpController {
    private final ActionCatalog catalog;
    @FXML
    private GridPane keys;
    @FXML
    private Button close;
    private Runnable onClose = () -> {};

    /** For the controller factory. */
    public HelpController(ActionCatalog catalog) {
        this.catalog = catalog;
    }

    @FXML
    void initialize() {
        int row = 0;
        addRow(row++, "Ctrl+K", Messages.text("help.find"));
        addRow(row++, "F10", Messages.text("help.menu"));
        for (Action action : catalog.fixed()) {
            if (action.keys() != null) {
                addRow(row++, action.keys().getDisplayText(), action.title());
            }
        }
        addRow(row++, "Ctrl+Enter", Messages.text("help.run"));
        addRow(row++, "Ctrl+↑  Ctrl+↓", Messages.text("help.history"));
        addRow(row++, "←  →", Messages.text("help.bar"));
        addRow(row++, "Shift+←  Shift+→", Messages.text("help.bar.fine"));
        addRow(row, "Esc", Messages.text("help.escape"));
    }

    private void addRow(int row, String key, String text) {
        Label keyLabel = new Label(key);
        keyLabel.getStyleClass().add("help-key");
        Label words = new Label(text);
        words.getStyleClass().add("small");
        keys.addRow(row, keyLabel, words);
    }

    void setOnClose(Runnable listener) {
        onClose = listener;
    }

    void focus() {
        close.requestFocus();
    }

    @FXML
    void close() {
        onClose.run();
    }
}
