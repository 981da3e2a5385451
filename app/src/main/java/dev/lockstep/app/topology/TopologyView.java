package dev.lockstep.app.topology;

import javafx.scene.layout.BorderPane;

/**
 * The topology with its heading and legend, ready to be put into a pane; resizable. Draws only when the view model's
 * picture, the theme or the viewport changed.
 */
public final class TopologyView extends BorderPane {
    /** Shows a view model; commands go to {@code actions}. */
    public TopologyView(TopologyViewModel model, TopologyActions actions) {}

    /** Shows everything, as large as fits. */
    public void fitToView() {}

    /** Forgets where nodes were dragged to. */
    public void resetLayout() {}
}
