package dev.lockstep.app.packets;

import dev.lockstep.app.control.FactTable;
import dev.lockstep.app.control.FactTable.Column;
import dev.lockstep.app.control.HexGrid;
import dev.lockstep.app.control.Parts;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.packets.BytesViewModel.Shown;
import dev.lockstep.app.session.PacketLog;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** The bytes tab of the right pane. Keys: left and right step, Home and End go to the first wrong and the newest. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class BytesController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final BytesViewModel model;
    private final FactTable fields = new FactTable(List.of(
            new Column(Messages.text("bytes.is"), 126, "fact-main"),
            new Column(Messages.text("bytes.read"), 130, "fact-truth")));
    @FXML
    private VBox body;
    @FXML
    private MenuButton channel;
    @FXML
    private Label title;
    @FXML
    private Label kept;
    @FXML
    private VBox verdict;
    @FXML
    private Label truth;
    @FXML
    private Label sign;
    @FXML
    private Label belief;
    @FXML
    private Label deed;
    @FXML
    private Label consequence;
    @FXML
    private VBox fieldRows;
    @FXML
    private HexGrid wire;
    @FXML
    private Label queuedHeading;
    @FXML
    private HexGrid queued;

    /** For the controller factory. */
    public BytesController(BytesViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        fieldRows.getChildren().addAll(fields.headings(), fields);
        body.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        model.shownProperty().addListener((property, before, now) -> {
            if (!now.equals(before)) {
                show(now);
            }
        });
        show(model.getShown());
    }

    private void show(Shown now) {
        PacketLog.Key key = now.channel();
        channel.setText(key == null ? Messages.text("bytes.channel") : name(key));
        List<String> names = now.channels().stream().map(BytesController::name).toList();
        if (!names.equals(channel.getItems().stream().map(MenuItem::getText).toList())) {
            channel.getItems().setAll(now.channels().stream().map(this::choice).toList());
        }
        channel.setDisable(names.isEmpty());
        title.setText(now.title());
        kept.setText(now.kept());
        boolean any = !now.wire().isEmpty();
        for (Node part : List.of(verdict, fieldRows, wire, queuedHeading, queued)) {
            Parts.show(part, any);
        }
        verdict.pseudoClassStateChanged(WRONG, now.wrong());
        truth.setText(now.truth());
        sign.setText(Messages.text(now.wrong() ? "bytes.differ" : "bytes.agree"));
        belief.setText(now.belief());
        deed.setText(now.deed());
        consequence.setText(now.consequence());
        Parts.show(consequence, !now.consequence().isEmpty());
        fields.show(now.fields());
        wire.show(now.wire(), Messages.text("bytes.wire"));
        queued.show(now.queued(), Messages.text("bytes.relay"));
        queuedHeading.setText(Messages.text(now.queued().isEmpty() ? "bytes.relay.none" : "bytes.relay"));
    }

    private static String name(PacketLog.Key key) {
        return key.channel().isEmpty() ? key.replica() : key.replica() + " · " + key.channel();
    }

    private MenuItem choice(PacketLog.Key key) {
        MenuItem item = new MenuItem(name(key));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> model.choose(key));
        return item;
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> model.previous();
            case RIGHT -> model.next();
            case HOME -> model.firstWrong();
            case END -> model.newest();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Takes the keyboard. */
    public void focus() {
        body.requestFocus();
    }

    @FXML
    void previous() {
        model.previous();
    }

    @FXML
    void next() {
        model.next();
    }

    @FXML
    void firstWrong() {
        model.firstWrong();
    }

    @FXML
    void newest() {
        model.newest();
    }
}
