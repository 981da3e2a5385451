package dev.lockstep.app.shell;

import dev.lockstep.app.control.Command;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.timeline.TimelineViewModel;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.NodeState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** All actions there are at a moment: the one list behind menus, accelerators and the command field. */
final class ActionCatalog {
    private final Workspace workspace;
    private final LabActions labActions;
    private final TimelineViewModel timeline;
    private final Preferences preferences;
    private final List<Path> templates;
    private WindowActions window = WindowActions.NONE;

    ActionCatalog(Workspace workspace, LabActions labActions, TimelineViewModel timeline, Preferences preferences,
            List<Path> templates) {
        this.workspace = workspace;
        this.labActions = labActions;
        this.timeline = timeline;
        this.preferences = preferences;
        this.templates = List.copyOf(templates);
    }

    /** What only the window can do. */
    void setWindow(WindowActions actions) {
        window = actions;
    }

    /** Those that are always there; only they have keys. */
    List<Action> fixed() {
        List<Action> all = new ArrayList<>();
        add(all, Action.Menu.FILE, "file.open", "Shortcut+O", window::openFile);
        add(all, Action.Menu.FILE, "file.save", "Shortcut+S", window::saveFile);
        add(all, Action.Menu.FILE, "file.quit", "Shortcut+Q", window::quit);
        add(all, Action.Menu.EDIT, "edit.undo", "Shortcut+Z", workspace::undo);
        add(all, Action.Menu.EDIT, "edit.redo", "Shortcut+Y", workspace::redo);
        add(all, Action.Menu.EDIT, "edit.channel", "Shortcut+D", window::drawChannel);
        add(all, Action.Menu.EDIT, "edit.node", "Shortcut+N", window::addNode);
        add(all, Action.Menu.STORY, "action.story.play", "F5", workspace::play);
        add(all, Action.Menu.STORY, "action.story.stop", "Shift+F5", workspace::abort);
        add(all, Action.Menu.STORY, "action.story.restart", "Shortcut+F5", workspace::restartAndPlay);
        add(all, Action.Menu.LOAD, "load.on", "Shortcut+L", workspace::loadOn);
        add(all, Action.Menu.LOAD, "load.off", "Shortcut+Shift+L", workspace::loadOff);
        add(all, Action.Menu.VIEW, "view.pause", "Shortcut+P", window::togglePause);
        add(all, Action.Menu.VIEW, "view.live", "Shortcut+End", window::goLive);
        add(all, Action.Menu.VIEW, "view.theme", "Shortcut+T", window::toggleTheme);
        add(all, Action.Menu.VIEW, "view.story", "Shortcut+1", window::showStory);
        add(all, Action.Menu.VIEW, "view.status", "Shortcut+2", window::showStatus);
        add(all, Action.Menu.VIEW, "view.sql", "Shortcut+3", window::showSql);
        add(all, Action.Menu.VIEW, "view.bytes", "Shortcut+4", window::showBytes);
        add(all, Action.Menu.VIEW, "view.journey", "Shortcut+5", () -> window.showTab(InspectorTab.JOURNEY));
        add(all, Action.Menu.VIEW, "view.why", "Shortcut+6", () -> window.showTab(InspectorTab.WHY));
        add(all, Action.Menu.VIEW, "view.ledger", "Shortcut+7", () -> window.showTab(InspectorTab.LEDGER));
        add(all, Action.Menu.VIEW, "view.fit", "Shortcut+0", window::fitTopology);
        add(all, Action.Menu.HELP, "help.open", "F1", window::showHelp);
        return all;
    }

    private static void add(List<Action> all, Action.Menu menu, String key, String keys, Runnable run) {
        all.add(Action.of(menu, Messages.text(key), keys, run));
    }

    /** Recent files. */
    List<Action> recent() {
        return preferences.recent().stream().map(path -> Action.of(Action.Menu.FILE, nameOf(path),
                () -> workspace.open(path))).toList();
    }

    /** Templates. */
    List<Action> templates() {
        return templates.stream().map(path -> Action.of(Action.Menu.FILE, nameOf(path),
                () -> workspace.openTemplate(path))).toList();
    }

    private static String nameOf(Path path) {
        return Objects.requireNonNullElse(path.getFileName(), path).toString();
    }

    /** What can be done to the nodes that there are. */
    List<Action> nodes() {
        OpenLab lab = workspace.getLab();
        List<Action> all = new ArrayList<>();
        if (lab != null) {
            LabState state = lab.recording().live();
            for (NodeState node : state.nodes().values()) {
                labActions.addTo(all, node, state.channels());
                if (state.channels().stream().anyMatch(channel -> node.name().equals(channel.source()))) {
                    labActions.addSemiSyncTo(all, node);
                }
            }
        }
        return all;
    }

    /** Everything, for the command field. */
    List<Command> commands() {
        List<Command> all = new ArrayList<>();
        fixed().forEach(action -> all.add(action.command()));
        nodes().forEach(action -> all.add(action.command()));
        labActions.addNewNodesTo(all);
        timeline.locks().forEach(lock -> all.add(new Command(Messages.text("command.lock", lock.name(), lock.node()),
                Messages.text("command.kind.lock"), "", () -> timeline.lockProperty().set(lock))));
        recent().forEach(action -> all.add(opening(action)));
        templates().forEach(action -> all.add(opening(action)));
        return all;
    }

    private static Command opening(Action action) {
        return new Command(Messages.text("command.open", action.title()), Messages.text("command.kind.file"), "",
                action.run());
    }
}
