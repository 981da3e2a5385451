package dev.lockstep.app.shell;

import dev.lockstep.app.control.Command;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/**
 * Something a person can do from menus, keyboard and command field alike.
 *
 * @param menu the menu it stands in
 * @param title what it is called there
 * @param keys what does the same, null for none
 */
record Action(Menu menu, String title, @Nullable KeyCombination keys, Runnable run) {
    /** The menus, in their order. */
    enum Menu {
        FILE, EDIT, STORY, NODES, LOAD, VIEW, HELP
    }

    static Action of(Menu menu, String title, Runnable run) {
        return new Action(menu, title, null, run);
    }

    static Action of(Menu menu, String title, String keys, Runnable run) {
        return new Action(menu, title, KeyCombination.valueOf(keys), run);
    }

    Command command() {
        return new Command(title, menu.name().toLowerCase(java.util.Locale.ROOT),
                keys == null ? "" : keys.getDisplayText(), run);
    }
}
