package dev.lockstep.app.inspector;

import dev.lockstep.app.control.FactTable;
import dev.lockstep.app.control.FactTable.Column;
import dev.lockstep.app.control.Parts;
import dev.lockstep.app.control.Sparkline;
import dev.lockstep.app.control.SteadyLabel;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.inspector.StatusViewModel.ChannelName;
import dev.lockstep.app.inspector.StatusViewModel.Extent;
import dev.lockstep.app.inspector.StatusViewModel.Status;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.theme.Palette;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;

/** The status tab of the right pane. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class StatusController {
    private static final List<Column> SAYS_AND_TRUTH = List.of(
            new Column(Messages.text("status.says"), 92, "fact-main"),
            new Column(Messages.text("status.truth"), 92, "fact-truth"));
    private static final List<Column> WAS_AND_NOW = List.of(new Column(Messages.text("status.was"), 58, "fact-old"),
            new Column(Messages.text("status.now"), 62, "fact-main"),
            new Column(Messages.text("status.change"), 60, "fact-change"));

    private final StatusViewModel model;
    private final Workspace workspace;
    private final FactTable slaveTable = new FactTable(SAYS_AND_TRUTH);
    private final FactTable sourceTable = new FactTable(SAYS_AND_TRUTH);
    private final FactTable counterTable = new FactTable(WAS_AND_NOW);
    @FXML
    private VBox slavePart;
    @FXML
    private MenuButton replica;
    @FXML
    private Label statement;
    @FXML
    private VBox slaveRows;
    @FXML
    private Label slaveWords;
    @FXML
    private VBox sourceRows;
    @FXML
    private Label sourceWords;
    @FXML
    private VBox sourcePart;
    @FXML
    private MenuButton source;
    @FXML
    private VBox counterRows;
    @FXML
    private SteadyLabel was;
    @FXML
    private Button markNow;
    @FXML
    private Button extent;
    @FXML
    private Sparkline commits;
    @FXML
    private Sparkline latency;
    @FXML
    private SteadyLabel commitRate;
    @FXML
    private SteadyLabel latencyText;
    @FXML
    private Label lockModel;
    private boolean fixed;

    /** For the controller factory. */
    public StatusController(StatusViewModel model, Workspace workspace) {
        this.model = model;
        this.workspace = workspace;
    }

    @FXML
    void initialize() {
        slaveRows.getChildren().addAll(slaveTable.headings(), slaveTable);
        sourceRows.getChildren().addAll(sourceTable.headings(), sourceTable);
        counterRows.getChildren().addAll(counterTable.headings(), counterTable);
        latency.setColour(Palette::held);
        model.statusProperty().addListener((property, before, now) -> {
            if (!now.equals(before)) {
                show(now);
            }
        });
        show(model.getStatus());
    }

    private void show(Status status) {
        Parts.show(slavePart, !status.replica().isEmpty());
        sourcePart.setVisible(!status.source().isEmpty());
        replicaChooser(status);
        chooser(source, status.source(), status.sources());
        statement.setText(status.statement());
        slaveTable.show(status.slaveRows());
        words(slaveWords, status.disagreements().ofReplica());
        sourceTable.show(status.disagreements().sourceRows());
        boolean told = !status.disagreements().sourceRows().isEmpty();
        Parts.show(sourceRows, told);
        words(sourceWords, status.disagreements().ofSource());
        counterTable.show(status.counters());
        was.say(status.was());
        markNow.setText(Messages.text(fixed ? "status.follow" : "status.mark"));
        extent.setText(Messages.text(model.getExtent() == Extent.FIRST ? "status.all" : "status.fewer"));
        commits.show(status.curve().perSecond(), List.of(), StatusViewModel.CURVE_POINTS);
        latency.show(status.curve().medianNanos(), status.curve().p99Nanos(), StatusViewModel.CURVE_POINTS);
        commitRate.say(status.commitRate());
        latencyText.say(status.latency());
        lockModel.setText(status.lockModel());
    }

    /** Says why rows differ; the mark is the one in front of the truth in those rows. */
    private static void words(Label label, List<String> sentences) {
        label.setText(sentences.isEmpty() ? "" : "≠ " + String.join("\n≠ ", sentences));
        Parts.show(label, !sentences.isEmpty());
    }

    private void replicaChooser(Status status) {
        replica.setText(status.replica());
        List<String> names = status.replicas().stream().map(ChannelName::text).toList();
        if (!replica.getItems().stream().map(MenuItem::getText).toList().equals(names)) {
            replica.getItems().setAll(status.replicas().stream().map(this::choice).toList());
        }
    }

    private MenuItem choice(ChannelName name) {
        MenuItem item = new MenuItem(name.text());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> {
            model.chooseChannel(name.replica(), name.channel());
            workspace.selectedNodeProperty().set(name.replica());
            OpenLab lab = workspace.getLab();
            if (lab != null) {
                model.show(lab);
            }
        });
        return item;
    }

    private void chooser(MenuButton button, String chosen, List<String> names) {
        button.setText(chosen);
        List<String> shown = button.getItems().stream().map(MenuItem::getText).toList();
        if (!shown.equals(names)) {
            button.getItems().setAll(names.stream().map(this::choice).toList());
        }
    }

    private MenuItem choice(String node) {
        MenuItem item = new MenuItem(node);
        item.setOnAction(event -> workspace.selectedNodeProperty().set(node));
        return item;
    }

    @FXML
    void markNow() {
        OpenLab lab = workspace.getLab();
        if (lab == null) {
            return;
        }
        fixed = !fixed;
        if (fixed) {
            model.fixBaseline(lab.recording());
        } else {
            model.followMarks();
        }
        model.show(lab);
    }

    @FXML
    void toggleExtent() {
        model.setExtent(model.getExtent() == Extent.FIRST ? Extent.ALL : Extent.FIRST);
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            model.show(lab);
        }
    }
}
