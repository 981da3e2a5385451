package dev.lockstep.app.shell;

import dev.lockstep.app.control.CommandField;
import dev.lockstep.app.control.Notices;
import dev.lockstep.app.control.RecordingBar;
import dev.lockstep.app.fx.FxPump;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.Mark;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.PacketLog;
import dev.lockstep.app.session.Playhead;
import dev.lockstep.app.session.Recording;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.theme.ThemeManager;
import dev.lockstep.app.timeline.TimelineView;
import dev.lockstep.app.topology.TopologyView;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The window: puts the panes together, moves them by the pulse, and answers keys. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class WindowController implements WindowActions {
    private final Workspace workspace;
    private final Panes panes;
    private final LabActions labActions;
    private final ActionCatalog catalog;
    private final ThemeManager themes;
    private final Preferences preferences;
    private final FxPump pump;
    private final PaneLoader loader;
    @FXML
    private StackPane root;
    @FXML
    private BorderPane frame;
    @FXML
    private HBox columns;
    @FXML
    private HBox drawers;
    @FXML
    private VBox welcome;
    @FXML
    private Label welcomeTitle;
    @FXML
    private Label welcomeText;
    @FXML
    private ProgressBar progress;
    @FXML
    private RecordingBar recordingBar;
    @FXML
    private Notices notices;
    @FXML
    private StackPane helpShade;
    @FXML
    private TopBarController topBarController;
    @FXML
    private HelpController helpController;
    private PaneLayout layout;
    private TopologyView topologyView;
    private FileDialogs dialogs;
    private Runnable onQuit = () -> {};

    /** For the controller factory. */
    WindowController(Workspace workspace, Panes panes, LabActions labActions, ActionCatalog catalog,
            ThemeManager themes, Preferences preferences, FxPump pump, PaneLoader loader) {
        this.workspace = workspace;
        this.panes = panes;
        this.labActions = labActions;
        this.catalog = catalog;
        this.themes = themes;
        this.preferences = preferences;
        this.pump = pump;
        this.loader = loader;
    }

    @FXML
    void initialize() {
        PaneLoader.Loaded<Region, Object> story = loader.load("/dev/lockstep/app/scenarios/story.fxml");
        PaneLoader.Loaded<Region, InspectorController> inspector = loader.load("inspector.fxml");
        layout = new PaneLayout(columns, drawers, story.root(), middle(), inspector.root(), inspector.controller());
        root.widthProperty().addListener((property, before, now) -> fit(now.doubleValue()));
        fit(root.getPrefWidth());
        topBarController.setWindow(this);
        labActions.setOnShowBytes((replica, channel) -> {
            panes.bytes().choose(new PacketLog.Key(replica, channel));
            layout.showBytes();
        });
        labActions.setOnShowWhy(node -> {
            workspace.selectedNodeProperty().set(node);
            layout.show(InspectorTab.WHY);
        });
        helpController.setOnClose(this::closeHelp);
        recordingBar.setOnSeek(this::seek);
        recordingBar.setOnLive(this::goLive);
        workspace.labProperty().addListener((property, before, now) -> labChanged(now));
        workspace.busyProperty().addListener((property, before, now) -> showWelcome());
        labChanged(workspace.getLab());
    }

    private void fit(double width) {
        layout.fit(width);
        topBarController.fit(layout.narrow());
    }

    private Region middle() {
        topologyView = new TopologyView(panes.topology(), labActions);
        TimelineView timelineView = new TimelineView(panes.timeline());
        StackPane topologyPane = pane(topologyView, "topology-pane");
        StackPane timelinePane = pane(timelineView, "timeline-pane");
        SplitPane split = new SplitPane(topologyPane, timelinePane);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.52);
        split.setMinWidth(0);
        return split;
    }

    private static StackPane pane(Node content, String styleClass) {
        StackPane pane = new StackPane(content);
        pane.getStyleClass().addAll("pane", styleClass);
        pane.setMinSize(0, 0);
        return pane;
    }

    /** Dresses the scene and listens to keys and pulses. */
    void attach(Scene scene, FileDialogs fileDialogs, Runnable quit) {
        dialogs = fileDialogs;
        onQuit = quit;
        catalog.setWindow(this);
        themes.dress(scene);
        scene.getAccelerators().put(
                new KeyCodeCombination(CommandField.shortcut(), KeyCombination.SHORTCUT_DOWN), topBarController::find);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F10), topBarController::openMenu);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        pump.addPulseListener(this::pulse);
    }

    /** Keys of actions are not the scene's accelerators: the menu, which shows them too, takes those away when it is refilled. */
    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE) {
            catalog.fixed().stream().filter(action -> action.keys() != null && action.keys().match(event)).findFirst()
                    .ifPresent(action -> {
                        event.consume();
                        action.run().run();
                    });
            return;
        }
        if (helpShade.isVisible()) {
            closeHelp();
        } else if (!notices.isEmpty()) {
            notices.closeNewest();
        } else {
            layout.closeDrawer();
        }
    }

    private void pulse(long nanos) {
        OpenLab lab = workspace.getLab();
        if (lab != null && panes.pulse(lab, nanos) == Panes.Refreshed.EVERYTHING) {
            topBarController.show(lab);
            showRecording(lab.recording());
        }
    }

    private void showRecording(Recording recording) {
        Playhead playhead = recording.playhead();
        List<RecordingBar.BarMark> marks = recording.marks().stream().map(WindowController::barMark).toList();
        List<RecordingBar.BarSpan> trouble = recording.starvedSpans().stream()
                .map(span -> new RecordingBar.BarSpan(span[0], span[1])).toList();
        recordingBar.show(new RecordingBar.Content(playhead.endNanos(), playhead.nanos(), marks, trouble));
    }

    private static RecordingBar.BarMark barMark(Mark mark) {
        return new RecordingBar.BarMark(mark.nanos(), mark.text(), mark.detail(), mark.kind().ordinal(),
                mark.kind() == Mark.Kind.STEP || mark.kind() == Mark.Kind.LOAD);
    }

    private void labChanged(@Nullable OpenLab lab) {
        topBarController.show(lab);
        columns.setVisible(lab != null);
        drawers.setVisible(lab != null);
        recordingBar.setVisible(lab != null);
        showWelcome();
    }

    private void showWelcome() {
        boolean busy = !workspace.busyProperty().get().isEmpty();
        welcome.setVisible(workspace.getLab() == null);
        welcomeTitle.setText(busy ? workspace.busyProperty().get() : Messages.text("welcome.title"));
        welcomeText.setText(Messages.text(busy ? "welcome.busy" : "welcome.text"));
        progress.setVisible(busy);
    }

    private void seek(long nanos) {
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            lab.recording().playhead().seek(nanos);
        }
    }

    /** Where words for the person go. */
    Notices notices() {
        return notices;
    }

    @Override
    public void openFile() {
        dialogs.open(preferences.recent()).ifPresent(workspace::open);
    }

    @Override
    public void saveFile() {
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            dialogs.save(lab.name()).ifPresent(workspace::save);
        }
    }

    @Override
    public void quit() {
        onQuit.run();
    }

    @Override
    public void togglePause() {
        topBarController.togglePause();
    }

    @Override
    public void goLive() {
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            lab.recording().playhead().goLive();
        }
    }

    @Override
    public void toggleTheme() {
        themes.setTheme(themes.getTheme().other());
        preferences.setTheme(themes.getTheme());
    }

    @Override
    public void showStory() {
        layout.showStory();
    }

    @Override
    public void showStatus() {
        layout.showStatus();
    }

    @Override
    public void showSql() {
        layout.showSql();
    }

    @Override
    public void showBytes() {
        layout.showBytes();
    }

    @Override
    public void showTab(InspectorTab tab) {
        layout.show(tab);
    }

    @Override
    public void fitTopology() {
        topologyView.fitToView();
    }

    @Override
    public void addNode() {
        topologyView.offerNodes();
    }

    @Override
    public void drawChannel() {
        topologyView.offerChannel();
    }

    @Override
    public void showHelp() {
        helpShade.setVisible(true);
        helpController.focus();
    }

    private void closeHelp() {
        helpShade.setVisible(false);
        frame.requestFocus();
    }
}
