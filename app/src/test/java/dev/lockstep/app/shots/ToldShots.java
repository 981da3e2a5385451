package dev.lockstep.app.shots;

import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.ToldLab;
import dev.lockstep.app.shell.LockstepWindow;
import dev.lockstep.app.shell.Preferences;
import dev.lockstep.app.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Draws the window on a told lab, to look at the layout without waiting for servers: arguments are folder and name. */
final class ToldShots {
    private ToldShots() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        CompletableFuture<Stages> started = new CompletableFuture<>();
        CompletableFuture<LockstepWindow> opened = new CompletableFuture<>();
        Platform.startup(() -> {
            LockstepWindow window = new LockstepWindow(ToldLab.opener(), Preferences.inMemory(), List.of(),
                    Theme.LIGHT);
            Stage stage = new Stage();
            window.showOn(stage);
            opened.complete(window);
            started.complete(new Stages(window, stage, Platform::runLater));
        });
        Stages stages = started.get();
        LockstepWindow window = opened.get();
        stages.shoot(folder, "empty", 1600, 900);
        stages.run(() -> window.workspace().open("mysql-bug-89370.yaml", ToldLab.topologyOfBug()));
        Stages.pause(1000);
        stages.shoot(folder, "ready", 1600, 900);
        stages.run(() -> window.workspace().play());
        Stages.pause(1500);
        stages.run(() -> window.workspace().selectedNodeProperty().set("m"));
        stages.shoot(folder, "stall", 1600, 900);
        stages.shoot(folder, "stall", 1024, 700);
        stages.press("#strip-story");
        stages.shoot(folder, "story", 1024, 700);
        stages.press("#strip-status");
        stages.shoot(folder, "status", 1024, 700);
        stages.run(() -> stages.scene(1600, 900));
        Stages.pause(500);
        stages.press("#sqlTab");
        stages.run(() -> window.panes().console().run("SHOW PROCESSLIST"));
        stages.run(() -> window.workspace().send("s2", "some nonsense"));
        stages.shoot(folder, "console", 1600, 900);
        stages.press("#help");
        stages.shoot(folder, "help", 1600, 900);
        OpenLab lab = Objects.requireNonNull(window.workspace().getLab());
        stages.run(() -> lab.recording().playhead().seek(15_000_000_000L));
        stages.shoot(folder, "back", 1600, 900);
        Platform.exit();
    }
}
