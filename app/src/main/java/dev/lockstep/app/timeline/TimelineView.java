package dev.lockstep.app.timeline;

import javafx.scene.layout.BorderPane;

/**
 * The lock timeline with its heading, lock chooser, legend and starvation meter, ready to be put into a pane; resizable.
 * Draws only when something changed.
 */
public final class TimelineView extends BorderPane {
    /** Shows a view model. */
    public TimelineView(TimelineViewModel model) {}
}
