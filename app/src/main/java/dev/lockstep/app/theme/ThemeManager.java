package dev.lockstep.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * Which theme is in force. Loads the typefaces once and dresses scenes: AtlantaFX below, our structure and tokens on top;
 * a change of theme swaps the tokens only. Window's thread only.
 */
public final class ThemeManager {
    private static final List<String> FACES = List.of("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf",
            "Inter-Bold.otf", "JetBrainsMono-Regular.ttf", "JetBrainsMono-SemiBold.ttf");
    private static final List<String> STRUCTURE = List.of("base.css", "/dev/lockstep/app/control/control.css");

    private final ReadOnlyObjectWrapper<Theme> theme;
    private final List<Scene> scenes = new ArrayList<>();

    /** Loads the typefaces and puts a theme in force. */
    public ThemeManager(Theme first) {
        theme = new ReadOnlyObjectWrapper<>(first);
        FACES.forEach(ThemeManager::loadFace);
        Application.setUserAgentStylesheet(first.userAgentSheet());
    }

    /** The theme in force. */
    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    /** The theme in force. */
    public Theme getTheme() {
        return theme.get();
    }

    /** Puts a theme in force in all scenes. */
    public void setTheme(Theme wanted) {
        if (wanted == theme.get()) {
            return;
        }
        Application.setUserAgentStylesheet(wanted.userAgentSheet());
        scenes.forEach(scene -> dress(scene, wanted));
        theme.set(wanted);
    }

    /** Dresses a scene, and again whenever the theme changes. */
    public void dress(Scene scene) {
        scenes.add(scene);
        dress(scene, theme.get());
    }

    /** Forgets a scene that is gone. */
    public void undress(Scene scene) {
        scenes.remove(scene);
    }

    private static void dress(Scene scene, Theme theme) {
        List<String> sheets = new ArrayList<>();
        sheets.add(address(theme.tokens()));
        STRUCTURE.forEach(name -> sheets.add(address(name)));
        scene.getStylesheets().setAll(sheets);
    }

    private static String address(String name) {
        URL url = ThemeManager.class.getResource(name);
        return Objects.requireNonNull(url, name).toExternalForm();
    }

    private static void loadFace(String name) {
        try (InputStream in = ThemeManager.class.getResourceAsStream("fonts/" + name)) {
            Font.loadFont(Objects.requireNonNull(in, name), 13);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
