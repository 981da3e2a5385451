package dev.lockstep.app.shell;

import dev.lockstep.app.console.ConsoleController;
import dev.lockstep.app.packets.BytesController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;

/** The right pane's tabs. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class InspectorController {
    @FXML
    private ToggleButton statusTab;
    @FXML
    private ToggleButton sqlTab;
    @FXML
    private ToggleButton bytesTab;
    @FXML
    private Node bytes;
    @FXML
    private BytesController bytesController;
    @FXML
    private Node status;
    @FXML
    private Node console;
    @FXML
    private ConsoleController consoleController;

    private final Panes panes;

    /** For the controller factory. */
    InspectorController(Panes panes) {
        this.panes = panes;
    }

    @FXML
    void initialize() {
        showStatus();
    }

    @FXML
    void showStatus() {
        show(status);
    }

    @FXML
    void showSql() {
        show(console);
        consoleController.focusInput();
    }

    @FXML
    void showBytes() {
        show(bytes);
        bytesController.focus();
    }

    private void show(Node tab) {
        statusTab.setSelected(tab == status);
        sqlTab.setSelected(tab == console);
        bytesTab.setSelected(tab == bytes);
        bytes.setVisible(tab == bytes);
        status.setVisible(tab == status);
        console.setVisible(tab == console);
        panes.status().setInSight(tab == status);
        panes.bytes().setInSight(tab == bytes);
    }

    /** Whether the SQL tab is in front. */
    boolean sqlShown() {
        return console.isVisible();
    }
}
