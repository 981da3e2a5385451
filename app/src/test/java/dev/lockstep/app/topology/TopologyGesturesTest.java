package dev.lockstep.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.Shots;
import dev.lockstep.app.sample.Stages;
import dev.lockstep.app.sample.StarvingTrace;
import dev.lockstep.app.sample.Wheel;
import dev.lockstep.app.theme.Theme;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Drives the topology with mouse and keyboard. */
class TopologyGesturesTest {
    private static final StarvingTrace TRACE = new StarvingTrace(3_000_000_000L);

    private final FxRobot robot = new FxRobot();
    private final TopologyViewModel model = new TopologyViewModel();
    private final RecordedActions actions = new RecordedActions();
    private @Nullable Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = Stages.show(() -> new TopologyView(model, actions), Theme.LIGHT, 972, 396);
        long now = TRACE.endNanos() - 5_000_000;
        Stages.runFx(() -> model.show(TRACE.state(now), TRACE.log(), now));
        WaitForAsyncUtils.waitForFxEvents(4);
    }

    @AfterEach
    void close() {
        Stages.close(Objects.requireNonNull(stage));
    }

    private TopologySurface surface() {
        return robot.lookup("#topology").queryAs(TopologySurface.class);
    }

    /** The middle of something to press, or of the card's name without one. */
    private Point2D at(String node, Control.@Nullable Kind kind) {
        return Stages.onFx(() -> {
            Box box = Objects.requireNonNull(surface().arranged().nodes().get(node));
            NodeCard card = model.picture().cards().stream().filter(one -> one.name().equals(node)).findFirst()
                    .orElseThrow();
            double x = 40;
            double y = CardLayout.NAME_Y;
            for (CardLayout.Target target : CardLayout.targets(card)) {
                if (target.control().kind() == kind) {
                    x = target.box().centreX();
                    y = target.box().centreY();
                }
            }
            Viewport viewport = surface().viewport();
            return surface().localToScreen((box.x() + x) * viewport.scale() + viewport.left(),
                    (box.y() + y) * viewport.scale() + viewport.top());
        });
    }

    @Test
    void controlsOnCardsAskForWhatTheySay() {
        robot.clickOn(at("m", Control.Kind.MORE));
        robot.clickOn(at("m", Control.Kind.FEWER));
        robot.clickOn(at("m", Control.Kind.SEMI_SYNC));
        robot.clickOn(at("m", Control.Kind.WAIT_POINT));
        robot.clickOn(at("s2", Control.Kind.STOP_REPLICA));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).containsExactly("count m 1", "count m -1", "disable m", "wait point m AFTER_COMMIT",
                "stop slave s2 ''");
    }

    @Test
    void aCardIsChosenByMouseAndArrows() {
        robot.clickOn(at("m", null));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.selectionProperty().get()).isEqualTo(new TopologySelection.OfNode("m"));
        robot.type(KeyCode.RIGHT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.selectionProperty().get()).isEqualTo(new TopologySelection.OfNode("s1"));
        robot.type(KeyCode.DOWN);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).containsExactly("select m", "select s1", "select s2");
    }

    @Test
    void enterOpensTheMenuOfTheChosenCard() {
        robot.clickOn(at("s2", null));
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("Kill s2 (kill -9)");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).contains("kill s2");
    }

    @Test
    void aLineIsBrokenByMenuAndForm() {
        robot.clickOn(at("s2", null));
        robot.type(KeyCode.E, KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("Break something on the line");
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("Latency and jitter…");
        WaitForAsyncUtils.waitForFxEvents(4);
        Shots.write(Stages.picture(Objects.requireNonNull(stage)), "topology-fault-form");
        robot.clickOn("#fault-words").type(KeyCode.END).eraseText(60).write("lat");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#fault-set").query().isDisabled()).isTrue();
        robot.type(KeyCode.ENTER);
        robot.eraseText(3).write("latency=20ms");
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).contains("break s2<-m: latency=20ms").hasSize(3);
        assertThat(robot.lookup("#fault-form").query().isVisible()).isFalse();
    }

    @Test
    void aNodesPowerIsTakenByMenu() {
        robot.clickOn(at("s2", null));
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("Take s2's power");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).contains("power loss s2");
    }

    @Test
    void aCardIsDraggedAndTheLayoutReset() {
        Point2D from = at("s2", null);
        Box before = Stages.onFx(() -> Objects.requireNonNull(surface().arranged().nodes().get("s2")));
        robot.drag(from, MouseButton.PRIMARY).dropTo(from.add(-60, 40));
        WaitForAsyncUtils.waitForFxEvents(4);
        Box after = Stages.onFx(() -> Objects.requireNonNull(surface().arranged().nodes().get("s2")));
        assertThat(after.x()).isLessThan(before.x() - 30);
        Shots.write(Stages.picture(Objects.requireNonNull(stage)), "topology-dragged");
        robot.clickOn("#topology-reset");
        WaitForAsyncUtils.waitForFxEvents(4);
        assertThat(Stages.onFx(() -> Objects.requireNonNull(surface().arranged().nodes().get("s2")))).isEqualTo(before);
    }

    @Test
    void theWheelZoomsAndFitShowsEverythingAgain() {
        Viewport before = Stages.onFx(() -> surface().viewport());
        Stages.runFx(() -> Wheel.turn(surface(), new Point2D(200, 100), 120));
        assertThat(Stages.onFx(() -> surface().viewport()).scale()).isGreaterThan(before.scale() * 1.5);
        robot.clickOn("#topology-fit");
        WaitForAsyncUtils.waitForFxEvents(4);
        assertThat(Stages.onFx(() -> surface().viewport())).isEqualTo(before);
    }

    @Test
    void anEdgeIsChosenByItsCallout() {
        robot.clickOn(Stages.onFx(() -> {
            Route route = Objects.requireNonNull(surface().arranged().routes().get(new EdgeKey("s2", "")));
            Route.Heading middle = route.at(0.3);
            Viewport viewport = surface().viewport();
            return surface().localToScreen(middle.x() * viewport.scale() + viewport.left(),
                    middle.y() * viewport.scale() + viewport.top());
        }));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).containsExactly("select s2 ''");
    }

    private Point2D screen(double x, double y) {
        Viewport viewport = surface().viewport();
        return surface().localToScreen(x * viewport.scale() + viewport.left(),
                y * viewport.scale() + viewport.top());
    }

    private Point2D plug(String node) {
        return Stages.onFx(() -> {
            Route.Place plug = WirePainter.plug(Objects.requireNonNull(surface().arranged().nodes().get(node)));
            return screen(plug.x(), plug.y());
        });
    }

    @Test
    void aChannelIsDrawnFromItsSlaveToItsMaster() {
        robot.drag(plug("s1"), MouseButton.PRIMARY).moveTo(at("s2", null));
        WaitForAsyncUtils.waitForFxEvents(4);
        assertThat(Stages.onFx(() -> Objects.requireNonNull(surface().wire()).words()))
                .isEqualTo("s1 will follow s2: events run s2 → s1");
        Shots.write(Stages.picture(Objects.requireNonNull(stage)), "topology-drawing");
        robot.drop();
        WaitForAsyncUtils.waitForFxEvents(4);
        Shots.write(Stages.picture(Objects.requireNonNull(stage)), "topology-form");
        robot.clickOn("#channel-create");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).containsExactly("create s1 's2' from s2");
    }

    @Test
    void aNameThatIsTakenIsRefusedBeforeAnythingIsSent() {
        robot.drag(plug("s1"), MouseButton.PRIMARY).dropTo(at("s2", null));
        WaitForAsyncUtils.waitForFxEvents(4);
        robot.clickOn("#channel-name").eraseText(10);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup(".channel-problem").queryAs(javafx.scene.control.Label.class).getText())
                .isEqualTo("s1 has a default channel already; a further one needs a name");
        robot.type(KeyCode.ENTER);
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).isEmpty();
        assertThat(robot.lookup("#channel-form").query().isVisible()).isFalse();
    }

    @Test
    void aNodeCannotFollowItself() {
        robot.drag(plug("s1"), MouseButton.PRIMARY).dropTo(at("s1", null));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).containsExactly("refused: s1 cannot follow itself");
    }

    @Test
    void theEndOfAChannelIsDraggedToAnotherMaster() {
        Point2D end = Stages.onFx(() -> {
            Route route = Objects.requireNonNull(surface().arranged().routes().get(new EdgeKey("s2", "")));
            Route.Place place = WirePainter.end(route, surface().viewport().scale());
            return screen(place.x(), place.y());
        });
        robot.drag(end, MouseButton.PRIMARY).dropTo(at("s1", null));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).containsExactly("point s2 '' to s1");
    }

    @Test
    void everythingIsDoneFromTheKeyboardToo() {
        robot.clickOn(at("s2", null));
        robot.type(KeyCode.E, KeyCode.B, KeyCode.DELETE);
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn(at("s1", null));
        robot.type(KeyCode.C, KeyCode.DOWN, KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents(4);
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).containsSubsequence("bytes s2 ''", "delete s2 ''", "create s1 's2' from s2");
        robot.type(KeyCode.DELETE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(actions.asked).last().isEqualTo("delete s1");
    }
}
