package dev.lockstep.app.shell;

import dev.lockstep.app.i18n.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.util.Callback;

/** Loads FXML with the application's words and its one controller factory. */
final class PaneLoader {
    private final Callback<Class<?>, Object> controllers;

    /** A pane with its controller. */
    record Loaded<N, C>(N root, C controller) {}

    PaneLoader(Callback<Class<?>, Object> controllers) {
        this.controllers = controllers;
    }

    /** A file of the application that is missing or wrong is a fault of the program. */
    <N, C> Loaded<N, C> load(String name) {
        FXMLLoader loader = new FXMLLoader(Objects.requireNonNull(PaneLoader.class.getResource(name), name),
                Messages.bundle());
        loader.setControllerFactory(controllers);
        try {
            N root = loader.load();
            return new Loaded<>(root, loader.getController());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
