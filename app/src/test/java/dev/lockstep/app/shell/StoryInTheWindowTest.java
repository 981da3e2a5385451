package dev.lockstep.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.Clicks;
import dev.lockstep.app.sample.Shots;
import dev.lockstep.app.session.ChannelTruth;
import dev.lockstep.app.session.EngineSession;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.StoryState.Item;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** Bug #89370 on real servers, played in the real window by a robot's hands: the whole story, then its fixed variant. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // filled by start
class StoryInTheWindowTest {
    private static final long PATIENCE_SECONDS = 120;
    private static final Path STORY = Path.of("..", "topologies", "mysql-bug-89370.yaml");

    private LockstepWindow window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        window = new LockstepWindow(EngineSession.opener(LabOptions.BEHIND_A_WINDOW), Preferences.inMemory(), List.of(),
                Theme.LIGHT);
        window.showOn(primary);
        primary.setWidth(1600);
        primary.setHeight(900);
        window.workspace().open(STORY);
    }

    @Stop
    void stop() {
        window.close(() -> {});
    }

    @Test
    void tellsTheStallAndItsEndAndThenTheFixedVersion(FxRobot robot) throws TimeoutException {
        eventually(() -> window.workspace().getLab() != null && shows("The slave that got nothing"));
        Clicks.on(robot, window.scene(), "#play");

        eventually(() -> starvedFor(5_000_000_000L));
        assertThat(shows("≠ starved")).as("the window says that s2 is starved").isTrue();
        assertThat(shows("s2: Slave_IO_Running = Yes")).as("while its status says Yes").isTrue();
        assertThat(figure("#starvation-barged")).as("times barged, in the meter").isGreaterThan(100);
        picture("story-stall");

        eventually(this::decided);
        assertThat(checks()).hasSize(9).allMatch(item -> item.progress() == Progress.PASSED, "passed");
        assertThat(inWindow(this::clipped)).as("labels that do not show their whole text").isEmpty();
        picture("story-end");

        Clicks.on(robot, window.scene(), "#variant-fixed");
        Clicks.on(robot, window.scene(), "#confirmYes");
        eventually(() -> window.workspace().getLab() != null && "fixed".equals(lab().session().variant()));
        Clicks.on(robot, window.scene(), "#play");
        eventually(this::playing);
        eventually(this::decided);
        assertThat(checks()).hasSize(9).allMatch(item -> item.progress() == Progress.PASSED, "passed");
        assertThat(shows("≠ starved")).isFalse();
        picture("story-fixed");
    }

    private static void eventually(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
    }

    private OpenLab lab() {
        return Objects.requireNonNull(window.workspace().getLab());
    }

    /** The story has ended, and the recording has it. */
    private boolean decided() {
        return !playing() && checks().stream().noneMatch(item -> item.progress() == Progress.RUNNING);
    }

    private boolean playing() {
        return lab().session().playing();
    }

    private LabState state() {
        return Objects.requireNonNull(lab().recording().getState());
    }

    private List<Item> checks() {
        return Objects.requireNonNull(state().story()).checks();
    }

    private boolean starvedFor(long nanos) {
        return state().channels().stream().map(channel -> ChannelTruth.of(channel, state().nanos()))
                .anyMatch(truth -> truth.starved() && truth.silentNanos() > nanos);
    }

    private List<Label> labels() {
        return window.scene().getRoot().lookupAll(".label").stream().filter(Label.class::isInstance)
                .map(Label.class::cast).filter(StoryInTheWindowTest::visible).toList();
    }

    private boolean shows(String text) {
        return inWindow(() -> labels().stream().anyMatch(label -> text.equals(label.getText())));
    }

    /** The tree of nodes may change under any thread but the window's. */
    private static <T> T inWindow(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, question);
    }

    private long figure(String id) {
        String text = inWindow(() -> ((Label) window.scene().lookup(id)).getText());
        return Long.parseLong(text.replaceAll("[^0-9]", ""));
    }

    /** Labels in sight whose skin had to shorten their text and that no tooltip completes. */
    private List<String> clipped() {
        Bounds scene = window.scene().getRoot().getBoundsInLocal();
        return labels().stream().filter(label -> scene.contains(label.localToScene(label.getBoundsInLocal())))
                .filter(label -> label.getTooltip() == null)
                .filter(label -> label.lookup(".text") instanceof Text text && !text.getText().equals(label.getText()))
                .map(Label::getText).toList();
    }

    private static boolean visible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** Pictures of this moment in both themes and sizes, for a person to look at. */
    private void picture(String name) {
        for (Theme theme : Theme.values()) {
            for (int[] size : new int[][]{{1600, 900}, {1024, 700}}) {
                WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
                    window.themes().setTheme(theme);
                    stage.setWidth(size[0]);
                    stage.setHeight(size[1]);
                });
                WaitForAsyncUtils.waitForFxEvents();
                WaitForAsyncUtils.waitForAsyncFx(60_000, () -> Shots.write(window.scene().snapshot(null),
                        name + "-" + size[0] + "x" + size[1] + "-" + theme.name().toLowerCase(Locale.ROOT)));
            }
        }
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            stage.setWidth(1600);
            stage.setHeight(900);
            window.themes().setTheme(Theme.LIGHT);
        });
        WaitForAsyncUtils.waitForFxEvents();
    }
}
