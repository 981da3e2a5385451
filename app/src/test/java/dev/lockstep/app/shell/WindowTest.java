package dev.lockstep.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.control.CommandField;
import dev.lockstep.app.control.RecordingBar;
import dev.lockstep.app.sample.Clicks;
import dev.lockstep.app.session.LabSession;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Playhead;
import dev.lockstep.app.session.ToldLab;
import dev.lockstep.app.theme.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** The real window, with a robot's hands, on a lab that is only told. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // filled by start
class WindowTest {
    private static final long PATIENCE_SECONDS = 30;

    private final List<ToldLab> opened = new ArrayList<>();
    private LockstepWindow window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        LabSession.Opener opener = (topology, variant) -> {
            ToldLab lab = new ToldLab(topology, variant);
            opened.add(lab);
            return lab;
        };
        stage = primary;
        window = new LockstepWindow(opener, Preferences.inMemory(), List.of(), Theme.LIGHT);
        window.showOn(primary);
        primary.setWidth(1600);
        primary.setHeight(900);
        window.workspace().open("mysql-bug-89370.yaml", ToldLab.topologyOfBug());
    }

    @Stop
    void stop() {
        window.close(() -> {});
    }

    private static void eventually(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
    }

    private OpenLab lab() {
        return Objects.requireNonNull(window.workspace().getLab());
    }

    /** Asked in the window's thread: the tree of nodes may change under any other. */
    private boolean shows(String text) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_SECONDS * 1000,
                () -> window.scene().getRoot().lookupAll(".label").stream()
                        .anyMatch(node -> node instanceof Label label && text.equals(label.getText())
                                && visible(node)));
    }

    private static boolean visible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private void play(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        Clicks.on(robot, window.scene(), "#play");
        eventually(() -> shows("START SLAVE on s2"));
        eventually(() -> shows("≠ starved"));
    }

    @Test
    void opensWithTheStoryAndItsNodes(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        assertThat(shows("Two semi-sync slaves, count = 2")).isTrue();
        assertThat(shows("mysql-bug-89370.yaml")).isTrue();
    }

    @Test
    void playsTheStoryAndSaysWhatIsTrue(FxRobot robot) throws TimeoutException {
        play(robot);
        assertThat(shows("s2: Slave_IO_Running = Yes")).isTrue();
        eventually(() -> shows("wake-up latency 20 µs: a model of a multi-core server"));
    }

    @Test
    void pausesTheViewAndLooksBackWhileTheLabRunsOn(FxRobot robot) throws TimeoutException {
        play(robot);
        Clicks.on(robot, window.scene(), "#pause");
        assertThat(lab().recording().playhead().getMode()).isEqualTo(Playhead.Mode.PAUSED);
        RecordingBar bar = robot.lookup(".recording-bar").queryAs(RecordingBar.class);
        robot.interact(bar::requestFocus);
        robot.type(KeyCode.HOME);
        eventually(() -> lab().recording().getState().nanos() == 0);
        Clicks.on(robot, window.scene(), "#live");
        eventually(() -> lab().recording().playhead().getMode() == Playhead.Mode.LIVE);
    }

    @Test
    void clickingTheRecordingBarShowsThatInstant(FxRobot robot) throws TimeoutException {
        play(robot);
        Clicks.on(robot, window.scene(), ".recording-bar");
        eventually(() -> lab().recording().playhead().getMode() == Playhead.Mode.PAUSED);
        long end = lab().session().nanos();
        eventually(() -> Math.abs(lab().recording().getState().nanos() - end / 2) < end / 8);
    }

    @Test
    void switchesTheThemeInAllPanes(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        Clicks.on(robot, window.scene(), "#theme");
        assertThat(window.themes().getTheme()).isEqualTo(Theme.DARK);
        assertThat(window.scene().getStylesheets()).anyMatch(sheet -> sheet.endsWith("tokens-dark.css"));
        robot.push(KeyCode.CONTROL, KeyCode.T);
        assertThat(window.themes().getTheme()).isEqualTo(Theme.LIGHT);
    }

    @Test
    void sendsStatementsFromTheConsoleAndShowsTheAnswer(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        eventually(() -> shows("SENT TO THIS NODE"));
        Clicks.on(robot, window.scene(), ".console-input");
        robot.write("SHOW PROCESSLIST");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> shows("2 rows, 400 µs"));
        assertThat(opened.getLast().sent()).containsExactly("m console: SHOW PROCESSLIST");
        Clicks.on(robot, window.scene(), ".console-input");
        robot.write("nonsense");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> shows("ERROR 1064: You have an error in your SQL syntax near 'nonsense'"));
        robot.push(KeyCode.CONTROL, KeyCode.UP);
        assertThat(robot.lookup(".console-input").queryAs(TextInputControl.class).getText()).isEqualTo("nonsense");
    }

    @Test
    void findsAnActionByTypingAndSendsItsSql(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        eventually(() -> !lab().recording().live().channels().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("stop slave on s2");
        robot.type(KeyCode.ENTER);
        eventually(() -> opened.getLast().sent().contains("s2 controls: STOP SLAVE"));
        eventually(() -> shows("Sent to s2"));
        assertThat(robot.lookup(".command-field").queryAs(CommandField.class).isVisible()).isTrue();
    }

    @Test
    void asksBeforeItRestartsARunningStoryAsAnotherVariant(FxRobot robot) throws TimeoutException {
        play(robot);
        Clicks.on(robot, window.scene(), "#variant-fixed");
        assertThat(opened).hasSize(1);
        Clicks.on(robot, window.scene(), "#confirmYes");
        eventually(() -> opened.size() == 2 && window.workspace().getLab() != null);
        assertThat(opened.getFirst().closed()).isTrue();
        assertThat(opened.getLast().variant()).isEqualTo("fixed");
    }

    @Test
    void tellsOfAFileThatIsNotThere(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        robot.interact(() -> window.workspace().open(Path.of("no-such-file.yaml")));
        eventually(() -> shows("no-such-file.yaml cannot be opened"));
        eventually(() -> shows("Nothing is open"));
    }

    @Test
    void foldsStoryAndRightPaneInASmallWindow(FxRobot robot) throws TimeoutException {
        play(robot);
        robot.interact(() -> {
            stage.setWidth(1024);
            stage.setHeight(700);
        });
        eventually(() -> robot.lookup("#strip-story").tryQuery().isPresent());
        assertThat(shows("STORY")).isFalse();
        assertThat(window.scene().getRoot().lookupAll(".button").stream().filter(WindowTest::visible)
                .filter(ButtonBase.class::isInstance))
                .allMatch(node -> node.localToScene(node.getBoundsInLocal()).getMaxX() <= 1025);
        Clicks.on(robot, window.scene(), "#strip-story");
        eventually(() -> shows("STORY"));
        Clicks.on(robot, window.scene(), "#strip-status");
        eventually(() -> shows("≠ starved") && !shows("STORY"));
        robot.type(KeyCode.ESCAPE);
        eventually(() -> !shows("≠ starved"));
    }

    @Test
    void showsTheHelpAndClosesItByEscape(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        robot.push(KeyCode.F1);
        eventually(() -> shows("WHAT IS A MODEL"));
        robot.type(KeyCode.ESCAPE);
        eventually(() -> !shows("WHAT IS A MODEL"));
    }

    @Test
    void aNodeThatWasAddedIsTakenBackAndAddedAgainFromTheKeyboard(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("add a node: lockstep");
        robot.type(KeyCode.ENTER);
        eventually(() -> lab().recording().live().nodes().containsKey("n1"));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        eventually(() -> !lab().recording().live().nodes().containsKey("n1"));
        robot.push(KeyCode.CONTROL, KeyCode.Y);
        eventually(() -> lab().recording().live().nodes().containsKey("n1"));
    }

    @Test
    void aChannelThatRunsIsNotDeletedAndTheRefusalSaysWhatToDo(FxRobot robot) throws TimeoutException {
        eventually(() -> shows("The slave that got nothing"));
        eventually(() -> !lab().recording().live().channels().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("delete the channel of s2");
        robot.type(KeyCode.ENTER);
        eventually(() -> shows("Refused: delete channel '' of s2"));
        assertThat(window.scene().getRoot().lookupAll(".notice-text").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().contains("run STOP SLAVE first")))
                .isTrue();
    }
}
