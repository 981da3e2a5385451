package dev.lockstep.app.sample;

import dev.lockstep.app.theme.Theme;
import dev.lockstep.app.theme.ThemeManager;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Shows single views in a themed window of a given size. Call from the test's thread. */
public final class Stages {
    private Stages() {}

    /** Runs something on the window's thread and waits for it. */
    public static <T> T onFx(Supplier<T> task) {
        try {
            return WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(task::get));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the window's thread did not answer", e);
        }
    }

    /** Runs something on the window's thread and waits for it. */
    public static void runFx(Runnable task) {
        onFx(() -> {
            task.run();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** A view in a pane in a window. */
    public static Stage show(Supplier<Parent> view, Theme theme, double width, double height) throws Exception {
        FxToolkit.registerPrimaryStage();
        AtomicReference<Stage> shown = new AtomicReference<>();
        runFx(() -> {
            StackPane pane = new StackPane(view.get());
            pane.getStyleClass().add("pane");
            pane.setStyle("-fx-padding: 12 16 12 16");
            Scene scene = new Scene(pane, width, height);
            new ThemeManager(theme).dress(scene);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            shown.set(stage);
        });
        return java.util.Objects.requireNonNull(shown.get());
    }

    /** A picture of a window as it is after the next layout. */
    public static Image picture(Stage stage) {
        WaitForAsyncUtils.waitForFxEvents(8);
        return onFx(() -> stage.getScene().snapshot(null));
    }

    /** Closes a window. */
    public static void close(Stage stage) {
        runFx(stage::close);
    }
}
