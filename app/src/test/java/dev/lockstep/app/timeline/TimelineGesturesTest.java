package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Drives the timeline with mouse and keyboard. */
class TimelineGesturesTest {
    private static final StarvingTrace TRACE = new StarvingTrace(3_000_000_000L);

    private final FxRobot robot = new FxRobot();
    private final TimelineViewModel model = new TimelineViewModel();
    private @Nullable Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = Stages.show(() -> new TimelineView(model), Theme.LIGHT, 972, 362);
        long now = TRACE.endNanos() - 5_000_000;
        Stages.runFx(() -> model.show(TRACE.state(now), TRACE.log(), now));
        Stages.runFx(() -> model.show(TRACE.state(now), TRACE.log(), now));
    }

    @AfterEach
    void close() {
        Stages.close(Objects.requireNonNull(stage));
    }

    private TimelineSurface surface() {
        return robot.lookup("#timeline").queryAs(TimelineSurface.class);
    }

    private Point2D on(int lane, double share) {
        return Stages.onFx(() -> {
            LaneGeometry geometry = surface().geometry();
            return surface().localToScreen(geometry.plotLeft() + geometry.plotWidth() * share,
                    geometry.barTop(lane) + geometry.bar() / 2);
        });
    }

    @Test
    void theWheelZoomsAndADragPans() {
        long span = model.window().spanNanos();
        Point2D mid = on(0, 0.5);
        Stages.runFx(() -> Wheel.turn(surface(), surface().screenToLocal(mid), 80));
        assertThat(model.window().spanNanos()).isLessThan(span * 7 / 10);
        TimeWindow before = model.window();
        robot.drag(on(0, 0.5), MouseButton.PRIMARY).dropTo(on(0, 0.7));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.window().startNanos()).isLessThan(before.startNanos());
        assertThat(model.followingProperty().get()).isFalse();
    }

    @Test
    void aClickPutsTheCursorAndEscapeTakesItAway() {
        robot.clickOn(on(1, 0.25));
        WaitForAsyncUtils.waitForFxEvents();
        long expected = model.window().startNanos() + model.window().spanNanos() / 4;
        assertThat(model.cursorNanosProperty().get()).isBetween(expected - 100_000, expected + 100_000);
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.cursorNanosProperty().get()).isEqualTo(TimelineViewModel.NO_CURSOR);
    }

    @Test
    void keysZoomPanFitAndFollow() {
        robot.clickOn(on(1, 0.5));
        long span = model.window().spanNanos();
        robot.type(KeyCode.PLUS);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.window().spanNanos()).isLessThan(span);
        robot.type(KeyCode.LEFT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.followingProperty().get()).isFalse();
        robot.type(KeyCode.DIGIT0);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.window().spanNanos()).isGreaterThan(2_900_000_000L);
        robot.type(KeyCode.END);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.followingProperty().get()).isTrue();
    }

    @Test
    void hoverTellsWhoWaitsForWhom() {
        robot.moveTo(on(1, 0.6));
        WaitForAsyncUtils.waitForFxEvents(4);
        HoverText said = Stages.onFx(() -> Objects.requireNonNull(surface().said()));
        assertThat(said.title()).isEqualTo("dump → s2 waits for Ack_receiver::m_mutex");
        dev.lockstep.app.sample.Shots.write(Stages.picture(Objects.requireNonNull(stage)), "timeline-hover");
    }

    @Test
    void nothingIsDrawnWhileNothingChanges() {
        WaitForAsyncUtils.waitForFxEvents(6);
        long frames = Stages.onFx(() -> surface().frames());
        long now = TRACE.endNanos() - 5_000_000;
        for (int pulse = 0; pulse < 5; pulse++) {
            Stages.runFx(() -> model.show(TRACE.state(now), TRACE.log(), now));
        }
        assertThat(Stages.onFx(() -> surface().frames())).isEqualTo(frames);
    }
}
