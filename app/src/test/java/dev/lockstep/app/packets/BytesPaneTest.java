package dev.lockstep.app.packets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.MisreadTrace;
import dev.lockstep.app.sample.Shots;
import dev.lockstep.app.session.TracedLab;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.shell.LockstepWindow;
import dev.lockstep.app.shell.Preferences;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.app.topology.TopologySelection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** The bytes in the real window. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // filled by start
class BytesPaneTest {
    private LockstepWindow window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        MisreadTrace trace = new MisreadTrace();
        TracedLab lab = TracedLab.of(trace.log(), trace.endNanos(), "m1", "m2", "s");
        stage = primary;
        window = new LockstepWindow((topology, variant) -> lab, Preferences.inMemory(), List.of(), Theme.LIGHT);
        window.showOn(primary);
        primary.setWidth(1600);
        primary.setHeight(900);
        window.workspace().open("misread", lab.topology());
    }

    @Stop
    void stop() {
        window.close(() -> {});
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, condition);
    }

    private boolean shows(String start) {
        return window.scene().getRoot().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Label label && label.isVisible() && label.getText() != null
                        && label.getText().startsWith(start));
    }

    private void shoot(String name, int width, int height) {
        for (Theme theme : Theme.values()) {
            WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
                stage.setWidth(width);
                stage.setHeight(height);
                window.themes().setTheme(theme);
            });
            WaitForAsyncUtils.waitForFxEvents(12);
            Shots.write(WaitForAsyncUtils.waitForAsyncFx(10_000, () -> window.scene().snapshot(null)),
                    name + "-" + width + "-" + theme.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void theBytesOfAChosenChannelAreReachedFromTheKeyboard(FxRobot robot) throws Exception {
        eventually(() -> {
            OpenLab lab = window.workspace().getLab();
            return lab != null && lab.recording().getState().channels().size() == 2;
        });
        robot.interact(() -> {
            window.panes().topology().selectionProperty().set(new TopologySelection.OfChannel("s", "a"));
            window.scene().lookup("#topology").requestFocus();
        });
        robot.type(KeyCode.B);
        eventually(() -> shows("Packet 43"));
        assertThat(shows("Later: SQL error 1594")).isTrue();
        shoot("bytes", 1600, 900);
        robot.type(KeyCode.LEFT);
        eventually(() -> shows("Packet 41"));
        robot.type(KeyCode.HOME);
        eventually(() -> shows("Packet 43"));
        shoot("bytes", 1024, 700);
        robot.interact(() -> window.scene().getRoot().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        shoot("bytes-drawer", 1024, 700);
        assertThat(window.scene().lookup("#bytesTab")).isNotNull();
    }
}
