package dev.lockstep.app.shell;

import dev.lockstep.app.console.ConsoleController;
import dev.lockstep.app.fx.Background;
import dev.lockstep.app.fx.FxPump;
import dev.lockstep.app.inspector.StatusController;
import dev.lockstep.app.packets.BytesController;
import dev.lockstep.app.scenarios.StoryController;
import dev.lockstep.app.session.LabSession;
import dev.lockstep.app.session.Teller;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.app.theme.ThemeManager;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * One window with everything it is made of, wired by hand. Window's thread only.
 */
public final class LockstepWindow {
    private final Workspace workspace;
    private final Panes panes;
    private final LabActions labActions;
    private final ActionCatalog catalog;
    private final ThemeManager themes;
    private final Preferences preferences;
    private final FxPump pump = new FxPump();
    private final Background background = Background.threads(pump);
    private final PaneLoader loader = new PaneLoader(this::controller);
    private final WindowController controller;
    private final Scene scene;

    /**
     * A window with nothing open.
     *
     * @param templates files that "new from template" offers
     */
    public LockstepWindow(LabSession.Opener opener, Preferences preferences, List<Path> templates, Theme theme) {
        this.preferences = preferences;
        workspace = new Workspace(opener, background, new NoticeTeller());
        workspace.setOnOpened(preferences::opened);
        panes = new Panes(workspace);
        labActions = new LabActions(workspace);
        catalog = new ActionCatalog(workspace, labActions, panes.timeline(), preferences, templates);
        themes = new ThemeManager(theme);
        PaneLoader.Loaded<Parent, WindowController> loaded = loader.load("window.fxml");
        controller = loaded.controller();
        scene = new Scene(loaded.root(), 1600, 900);
    }

    /** Puts the window on a stage. */
    public void showOn(Stage stage) {
        stage.setTitle("Lockstep");
        stage.setScene(scene);
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        controller.attach(scene, FileDialogs.of(stage), stage::close);
        stage.show();
    }

    /** What is open, and what can be done. */
    public Workspace workspace() {
        return workspace;
    }

    /** The view models. */
    public Panes panes() {
        return panes;
    }

    /** The theme in force. */
    public ThemeManager themes() {
        return themes;
    }

    /** The scene. */
    public Scene scene() {
        return scene;
    }

    /** Stops the lab, then tells {@code closed}. */
    public void close(Runnable closed) {
        workspace.closeLab(() -> {
            background.close();
            closed.run();
        });
    }

    private Object controller(Class<?> type) {
        if (type == WindowController.class) {
            return new WindowController(workspace, panes, labActions, catalog, themes, preferences, pump, loader);
        }
        if (type == TopBarController.class) {
            return new TopBarController(workspace, catalog, themes);
        }
        if (type == StoryController.class) {
            return new StoryController(panes.story(), workspace);
        }
        if (type == StatusController.class) {
            return new StatusController(panes.status(), workspace);
        }
        if (type == ConsoleController.class) {
            return new ConsoleController(panes.console());
        }
        if (type == BytesController.class) {
            return new BytesController(panes.bytes());
        }
        if (type == InspectorController.class) {
            return new InspectorController(panes);
        }
        if (type == HelpController.class) {
            return new HelpController(catalog);
        }
        throw new IllegalArgumentException("no controller " + type.getName());
    }

    private final class NoticeTeller implements Teller {
        @Override
        public void tell(String title, String text) {
            controller.notices().tell(title, text);
        }

        @Override
        public void complain(String title, String text) {
            controller.notices().complain(title, text);
        }
    }
}
