package dev.lockstep.app.timeline;

import dev.lockstep.engine.trace.LockName;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Chooses the lock whose lanes are shown. */
final class LockChooser extends ComboBox<LockName> {
    LockChooser(TimelineViewModel model) {
        setId("lock-chooser");
        getStyleClass().add("lock-chooser");
        setItems(model.locks());
        setVisibleRowCount(14);
        setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable LockName lock) {
                return lock == null ? "" : lock.name() + " on " + lock.node();
            }

            @Override
            public @Nullable LockName fromString(String text) {
                return null; // not editable
            }
        });
        valueProperty().bindBidirectional(model.lockProperty());
    }
}
