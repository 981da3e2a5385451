package dev.lockstep.app.shell;

import dev.lockstep.app.control.CommandField;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.control.Parts;
import dev.lockstep.app.control.SteadyLabel;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.Mark;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Playhead;
import dev.lockstep.app.session.Recording;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.app.theme.ThemeManager;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The top bar: name, view controls, load, command field, theme, help. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class TopBarController {
    private static final PseudoClass LIVE = PseudoClass.getPseudoClass("live");
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final long STEP_NANOS = 10_000_000;

    private final Workspace workspace;
    private final ActionCatalog catalog;
    private final ThemeManager themes;
    @FXML
    private MenuButton menu;
    @FXML
    private HBox topBar;
    @FXML
    private Label loadWord;
    @FXML
    private Label file;
    @FXML
    private Button live;
    @FXML
    private HBox viewControls;
    @FXML
    private Button pause;
    @FXML
    private Region pauseIcon;
    @FXML
    private Slider speed;
    @FXML
    private Label speedText;
    @FXML
    private HBox load;
    @FXML
    private Button loadSwitch;
    @FXML
    private SteadyLabel loadText;
    @FXML
    private CommandField commandField;
    @FXML
    private Button theme;
    private WindowActions window = WindowActions.NONE;
    private String loadTextKey = "top.load.text";

    /** For the controller factory. */
    public TopBarController(Workspace workspace, ActionCatalog catalog, ThemeManager themes) {
        this.workspace = workspace;
        this.catalog = catalog;
        this.themes = themes;
    }

    @FXML
    void initialize() {
        menu.setOnShowing(event -> fillMenu());
        fillMenu();
        commandField.setPrompt(Messages.text("top.find"));
        commandField.setCommands(catalog::commands);
        speed.valueProperty().addListener((property, before, now) -> speedChanged(now.doubleValue()));
        themes.themeProperty().addListener((property, before, now) -> showTheme(now));
        showTheme(themes.getTheme());
        speedChanged(0);
    }

    void setWindow(WindowActions actions) {
        window = actions;
    }

    /** Leaves out what there is no room for. */
    void fit(boolean narrow) {
        topBar.pseudoClassStateChanged(NARROW, narrow);
        loadTextKey = narrow ? "top.load.short" : "top.load.text";
        commandField.setPrompt(Messages.text(narrow ? "top.find.short" : "top.find"));
        show(workspace.getLab());
        for (Node part : List.of(loadWord, speed, speedText)) {
            Parts.show(part, !narrow);
        }
    }

    /** Puts the cursor into the command field. */
    void find() {
        commandField.open();
    }

    /** Opens the menu. */
    void openMenu() {
        menu.requestFocus();
        menu.show();
    }

    private void showTheme(Theme now) {
        theme.setText(Messages.text(now == Theme.LIGHT ? "top.dark" : "top.light"));
    }

    private void fillMenu() {
        menu.getItems().clear();
        List<Action> fixed = catalog.fixed();
        for (Action.Menu each : Action.Menu.values()) {
            Menu part = new Menu(Messages.text("menu." + each.name().toLowerCase(Locale.ROOT)));
            fixed.stream().filter(action -> action.menu() == each).forEach(action -> part.getItems().add(item(action)));
            if (each == Action.Menu.FILE) {
                part.getItems().add(1, submenu("menu.recent", catalog.recent()));
                part.getItems().add(2, submenu("menu.template", catalog.templates()));
                part.getItems().add(part.getItems().size() - 1, new SeparatorMenuItem());
            }
            if (each == Action.Menu.NODES) {
                catalog.nodes().forEach(action -> part.getItems().add(item(action)));
            }
            part.setDisable(part.getItems().isEmpty());
            menu.getItems().add(part);
        }
    }

    private static Menu submenu(String key, List<Action> actions) {
        Menu part = new Menu(Messages.text(key));
        actions.forEach(action -> part.getItems().add(item(action)));
        part.setDisable(actions.isEmpty());
        return part;
    }

    private static MenuItem item(Action action) {
        MenuItem item = new MenuItem(action.title());
        item.setMnemonicParsing(false);
        if (action.keys() != null) {
            item.setAccelerator(action.keys());
        }
        item.setOnAction(event -> action.run().run());
        return item;
    }

    /** Shows a lab, or none. */
    void show(@org.jspecify.annotations.Nullable OpenLab lab) {
        viewControls.setDisable(lab == null);
        live.setDisable(lab == null);
        load.setDisable(lab == null);
        file.setText(lab == null ? Messages.text("top.nothing") : lab.name());
        if (lab == null) {
            loadText.say("");
            return;
        }
        Playhead playhead = lab.recording().playhead();
        boolean isLive = playhead.getMode() == Playhead.Mode.LIVE;
        live.pseudoClassStateChanged(LIVE, isLive);
        live.setText(Messages.text(isLive ? "top.live" : "top.golive"));
        boolean stands = playhead.getMode() == Playhead.Mode.PAUSED;
        List<String> icon = List.of("icon", stands ? "icon-play" : "icon-pause");
        if (!pauseIcon.getStyleClass().equals(icon)) { // styling it anew takes time
            pauseIcon.getStyleClass().setAll(icon);
        }
        pause.setAccessibleText(Messages.text(stands ? "top.play" : "top.pause"));
        showLoad(lab);
    }

    private void showLoad(OpenLab lab) {
        boolean on = lab.recording().getState().load().on();
        int clients = lab.recording().getState().load().clients();
        loadSwitch.pseudoClassStateChanged(ON, on);
        loadSwitch.setText(Messages.text(on ? "top.load.on" : "top.load.off"));
        loadSwitch.setAccessibleText(Messages.text(on ? "load.off" : "load.on"));
        double rate = 0;
        for (String node : lab.recording().getState().nodes().keySet()) {
            rate = Math.max(rate, lab.recording().rates(node).commitsPerSecond(lab.recording().getState().nanos()));
        }
        loadText.say(on
                ? Messages.text(loadTextKey, Integer.toString(clients), Figures.grouped(Math.round(rate)))
                : Messages.text("top.load.none." + (loadTextKey.endsWith("short") ? "short" : "long")));
    }

    private void speedChanged(double exponent) {
        double factor = Math.pow(10, exponent);
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            lab.recording().playhead().setSpeed(factor);
        }
        speedText.setText(factor >= 0.995 ? "1×" : "1/" + Figures.grouped(Math.round(1 / factor)));
    }

    private void withRecording(java.util.function.Consumer<Recording> deed) {
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            deed.accept(lab.recording());
            show(lab);
        }
    }

    @FXML
    void goLive() {
        withRecording(recording -> recording.playhead().goLive());
    }

    @FXML
    void togglePause() {
        withRecording(recording -> {
            Playhead playhead = recording.playhead();
            playhead.setSpeed(Math.pow(10, speed.getValue()));
            if (playhead.getMode() == Playhead.Mode.PAUSED) {
                playhead.resume();
            } else {
                playhead.pause();
            }
        });
    }

    @FXML
    void stepBack() {
        step(-1);
    }

    @FXML
    void stepForward() {
        step(1);
    }

    private void step(int direction) {
        long by = (long) (direction * STEP_NANOS * Math.pow(10, speed.getValue()));
        withRecording(recording -> recording.playhead().seek(recording.playhead().nanos() + by));
    }

    @FXML
    void previousMark() {
        withRecording(recording -> {
            long now = recording.playhead().nanos();
            recording.playhead().seek(recording.marks().stream().mapToLong(Mark::nanos).filter(at -> at < now).max()
                    .orElse(0));
        });
    }

    @FXML
    void nextMark() {
        withRecording(recording -> {
            long now = recording.playhead().nanos();
            recording.marks().stream().mapToLong(Mark::nanos).filter(at -> at > now).min().ifPresentOrElse(
                    at -> recording.playhead().seek(at), () -> recording.playhead().goLive());
        });
    }

    @FXML
    void switchLoad() {
        OpenLab lab = workspace.getLab();
        if (lab != null && lab.recording().live().load().on()) {
            workspace.loadOff();
        } else {
            workspace.loadOn();
        }
    }

    @FXML
    void moreClients() {
        changeClients(1);
    }

    @FXML
    void fewerClients() {
        changeClients(-1);
    }

    private void changeClients(int by) {
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            int now = lab.recording().live().load().clients();
            workspace.loadClients(Math.clamp(now + by, 1, 64));
        }
    }

    @FXML
    void toggleTheme() {
        window.toggleTheme();
    }

    @FXML
    void showHelp() {
        window.showHelp();
    }
}
