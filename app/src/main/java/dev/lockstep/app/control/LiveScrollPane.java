package dev.lockstep.app.control;

import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;

/**
 * A scroll pane for content that changes while one looks at it. The stock one keeps a picture of its content to scroll it
 * faster, and so draws all of it again when a single word changes; this one draws just what changed.
 */
public final class LiveScrollPane extends ScrollPane {
    @Override
    protected Skin<?> createDefaultSkin() {
        Skin<?> skin = super.createDefaultSkin();
        getChildren().stream().filter(child -> child.getStyleClass().contains("viewport"))
                .forEach(viewport -> viewport.setCache(false));
        return skin;
    }
}
