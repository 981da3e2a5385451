package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.Shots;
import dev.lockstep.app.sample.Stages;
import dev.lockstep.app.sample.StarvingTrace;
import dev.lockstep.app.theme.Theme;
import java.util.Locale;
import javafx.stage.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the timeline headless, in both themes and in the sizes that the window gives it. */
class TimelineShotsTest {
    private static final StarvingTrace TRACE = new StarvingTrace(22_400_000_000L);

    @ParameterizedTest
    @CsvSource({"LIGHT, 972, 362", "DARK, 972, 362", "LIGHT, 700, 300", "DARK, 620, 240"})
    void drawsTheStarvation(Theme theme, double width, double height) throws Exception {
        TimelineViewModel model = new TimelineViewModel();
        Stage stage = Stages.show(() -> new TimelineView(model), theme, width, height);
        String name = String.format(Locale.ROOT, "timeline-%s-%.0fx%.0f", theme.name().toLowerCase(Locale.ROOT), width,
                height);
        long now = TRACE.endNanos() - 5_000_000;
        Stages.runFx(() -> model.show(TRACE.state(now), TRACE.log(), now));
        Stages.runFx(() -> model.cursorNanosProperty().set(model.window().startNanos() + 9_020_000));
        Shots.write(Stages.picture(stage), name);
        Stages.runFx(() -> model.zoom(500, now));
        Shots.write(Stages.picture(stage), name + "-6s");
        Stages.runFx(() -> model.zoom(0.00005, now));
        Shots.write(Stages.picture(stage), name + "-300us");
        assertThat(model.starvationProperty().get().handOvers()).isZero();
        Stages.close(stage);
    }
}
