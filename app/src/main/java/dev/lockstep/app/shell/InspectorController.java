package dev.lockstep.app.shell;

import dev.lockstep.app.console.ConsoleController;
import dev.lockstep.app.packets.BytesController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;

/** The right pane's tabs. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class InspectorController {
    private final Panes panes;
    @FXML
    private ToggleButton statusTab;
    @FXML
    private ToggleButton sqlTab;
    @FXML
    private ToggleButton bytesTab;
    @FXML
    private ToggleButton journeyTab;
    @FXML
    private ToggleButton whyTab;
    @FXML
    private ToggleButton ledgerTab;
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
    @FXML
    private Node journey;
    @FXML
    private Node why;
    @FXML
    private Node ledger;

    /** For the controller factory. */
    InspectorController(Panes panes) {
        this.panes = panes;
    }

    @FXML
    void initialize() {
        show(InspectorTab.STATUS);
    }

    @FXML
    void showStatus() {
        show(InspectorTab.STATUS);
    }

    @FXML
    void showSql() {
        show(InspectorTab.SQL);
    }

    @FXML
    void showBytes() {
        show(InspectorTab.BYTES);
    }

    @FXML
    void showJourney() {
        show(InspectorTab.JOURNEY);
    }

    @FXML
    void showWhy() {
        show(InspectorTab.WHY);
    }

    @FXML
    void showLedger() {
        show(InspectorTab.LEDGER);
    }

    /** Brings a tab to the front. */
    void show(InspectorTab tab) {
        show(statusTab, status, tab == InspectorTab.STATUS);
        show(sqlTab, console, tab == InspectorTab.SQL);
        show(bytesTab, bytes, tab == InspectorTab.BYTES);
        show(journeyTab, journey, tab == InspectorTab.JOURNEY);
        show(whyTab, why, tab == InspectorTab.WHY);
        show(ledgerTab, ledger, tab == InspectorTab.LEDGER);
        panes.status().setInSight(tab == InspectorTab.STATUS);
        panes.bytes().setInSight(tab == InspectorTab.BYTES);
        panes.journey().setInSight(tab == InspectorTab.JOURNEY);
        panes.why().setInSight(tab == InspectorTab.WHY);
        panes.ledger().setInSight(tab == InspectorTab.LEDGER);
        if (tab == InspectorTab.SQL) {
            consoleController.focusInput();
        } else if (tab == InspectorTab.BYTES) {
            bytesController.focus();
        }
    }

    private static void show(ToggleButton button, Node content, boolean shown) {
        button.setSelected(shown);
        content.setVisible(shown);
    }

    /** Whether the SQL tab is in front. */
    boolean sqlShown() {
        return console.isVisible();
    }
}
