package dev.lockstep.app;

import dev.lockstep.app.session.EngineSession;
import dev.lockstep.app.session.LabSession;
import dev.lockstep.app.shell.LockstepWindow;
import dev.lockstep.app.shell.Preferences;
import dev.lockstep.app.shots.Shots;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.engine.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Where the command line hands over to the window. */
public final class WindowLauncher {
    private WindowLauncher() {}

    /**
     * Opens the window and returns when it is closed.
     *
     * @param topology the file to open, null for the first story, which is then played
     * @return exit status
     */
    public static int open(@Nullable Path topology) {
        LabSession.Opener opener = EngineSession.opener(LabOptions.BEHIND_A_WINDOW);
        Preferences preferences = Preferences.ofUser();
        CountDownLatch closed = new CountDownLatch(1);
        Platform.startup(() -> show(opener, preferences, topology, closed));
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Platform.exit();
        return 0;
    }

    private static void show(LabSession.Opener opener, Preferences preferences, @Nullable Path topology,
            CountDownLatch closed) {
        Platform.setImplicitExit(false);
        LockstepWindow window = new LockstepWindow(opener, preferences, templates(),
                preferences.theme().orElseGet(WindowLauncher::systemTheme));
        Stage stage = new Stage();
        stage.setOnHidden(event -> window.close(closed::countDown));
        window.showOn(stage);
        if (topology == null) {
            window.workspace().openAndPlay(firstStory());
        } else {
            window.workspace().open(topology);
        }
    }

    private static Theme systemTheme() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
    }

    private static Path home() {
        return Path.of(System.getProperty("lockstep.home", "."));
    }

    private static Path firstStory() {
        return home().resolve("topologies").resolve("mysql-bug-89370.yaml");
    }

    private static List<Path> templates() {
        try (Stream<Path> files = Files.walk(home().resolve("topologies"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Draws the pictures of the window without a display.
     *
     * @param folder where they go
     * @return exit status
     */
    public static int shots(Path folder) {
        Path secondStory = home().resolve("topologies").resolve("mdev-3793.yaml");
        return new Shots(EngineSession.opener(LabOptions.BEHIND_A_WINDOW), firstStory(), secondStory, folder,
                System.out::println).draw();
    }
}
