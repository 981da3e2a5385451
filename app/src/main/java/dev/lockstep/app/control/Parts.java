package dev.lockstep.app.control;

import javafx.scene.Node;

/** Parts that come and go without leaving a hole. */
public final class Parts {
    private Parts() {}

    /** Shows the part, or takes it out of its parent's layout as well. */
    public static void show(Node part, boolean shown) {
        part.setVisible(shown);
        part.setManaged(shown);
    }
}
