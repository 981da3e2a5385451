/** The window: top bar, menus, panes, recording bar, keyboard, command palette, preferences. Wires the other packages. */
@NullMarked
package dev.lockstep.app.shell;

import org.jspecify.annotations.NullMarked;
