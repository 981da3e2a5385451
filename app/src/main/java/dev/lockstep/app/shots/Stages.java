package dev.lockstep.app.shots;

import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.shell.LockstepWindow;
import dev.lockstep.app.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.control.ButtonBase;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** A window without a display, seen from another thread: sizes, themes, pictures. */
final class Stages {
    private final LockstepWindow window;
    private final Stage stage;
    private final java.util.function.Consumer<Runnable> onWindow;

    Stages(LockstepWindow window, Stage stage, java.util.function.Consumer<Runnable> onWindow) {
        this.window = window;
        this.stage = stage;
        this.onWindow = onWindow;
    }

    /** The window. */
    LockstepWindow window() {
        return window;
    }

    /** What is open. */
    @Nullable
    OpenLab lab() {
        return window.workspace().getLab();
    }

    /** Presses the button with an id. */
    void press(String id) {
        run(() -> {
            if (window.scene().lookup(id) instanceof ButtonBase button) {
                button.fire();
            } else {
                throw new IllegalStateException("no button " + id);
            }
        });
        settle();
    }

    /** Sets the window's size. Window's thread only. */
    void scene(int width, int height) {
        stage.setWidth(width);
        stage.setHeight(height);
    }

    /** Pulses of the window's thread, counted over four seconds. */
    double framesPerSecond() {
        AtomicInteger frames = new AtomicInteger();
        AnimationTimer timer = on(() -> new AnimationTimer() {
            @Override
            public void handle(long nanos) {
                frames.incrementAndGet();
            }
        });
        run(timer::start);
        pause(4_000);
        run(timer::stop);
        return frames.get() / 4.0;
    }

    /** Stops the lab and waits for it. */
    void close() {
        CompletableFuture<String> closed = new CompletableFuture<>();
        run(() -> window.close(() -> closed.complete("")));
        closed.join();
    }

    /** Does something on the window's thread and waits for it. */
    <T> T on(Supplier<T> deed) {
        CompletableFuture<T> done = new CompletableFuture<>();
        onWindow.accept(() -> {
            try {
                done.complete(deed.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Does something on the window's thread and waits for it. */
    void run(Runnable deed) {
        on(() -> {
            deed.run();
            return "";
        });
    }

    /** A picture in both themes, at a size; named by both. */
    void shoot(Path folder, String name, int width, int height) throws IOException {
        for (Theme theme : Theme.values()) {
            run(() -> {
                window.themes().setTheme(theme);
                scene(width, height);
            });
            settle();
            Image image = on(() -> window.scene().snapshot(null));
            String file = name + "-" + width + "x" + height + "-" + theme.name().toLowerCase(java.util.Locale.ROOT);
            PngWriter.write(image, folder.resolve(file + ".png"));
        }
    }

    /** Lets some pulses go by. */
    void settle() {
        pause(700);
    }

    /** Lets time go by. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
