package dev.lockstep.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.scenarios.StoryViewModel.Line;
import dev.lockstep.app.scenarios.StoryViewModel.Sign;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Recording;
import dev.lockstep.app.session.ToldLab;
import dev.lockstep.engine.lab.spec.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryViewModelTest {
    private final StoryViewModel model = new StoryViewModel();

    private static OpenLab open(ToldLab session) {
        Recording recording = new Recording(session.trace(), session::nanos);
        recording.refresh(0);
        return new OpenLab("told", null, session, recording);
    }

    @Test
    void listsStepsAndChecksBeforeTheStoryIsPlayed() {
        model.show(open(new ToldLab(ToldLab.topologyOfBug(), "bug")));
        assertThat(model.getStory().steps()).hasSize(7).allMatch(line -> line.sign() == Sign.PENDING);
        assertThat(model.getStory().checks()).hasSize(5);
        assertThat(model.getStory().played()).isFalse();
    }

    @Test
    void followsTheStoryAsItIsPlayed() {
        ToldLab session = new ToldLab(ToldLab.topologyOfBug(), "bug");
        session.play();
        model.show(open(session));
        assertThat(model.getStory().steps()).extracting(Line::sign).startsWith(Sign.PASSED, Sign.PASSED, Sign.PASSED,
                Sign.PASSED, Sign.RUNNING, Sign.PENDING);
        assertThat(model.getStory().checks().getFirst()).isEqualTo(
                new Line("s2: Slave_IO_Running = Yes", Sign.PASSED, "Yes"));
        assertThat(model.getStory().narration()).contains("ACK receiver");
    }

    @Test
    void explainsATopologyWithoutStory() {
        Topology told = ToldLab.topologyOfBug();
        Topology bare = new Topology("Three servers", "", told.nodes(), told.channels(), null, null);
        model.show(open(new ToldLab(bare, "")));
        assertThat(model.getStory().hasScenario()).isFalse();
        assertThat(model.getStory().introduction()).isNotBlank();
        assertThat(model.getStory().steps()).extracting(Line::title).contains("s1 · mysql-5.7.22 · follows m");
    }

    @Test
    void showsAFewStepsAroundThePresentOneOfALongStory() {
        List<Line> steps = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            steps.add(new Line("step " + i, i < 9 ? Sign.PASSED : i == 9 ? Sign.RUNNING : Sign.PENDING, ""));
        }
        assertThat(StepWindow.around(steps)).isEqualTo(new StepWindow(7, 12));
        assertThat(StepWindow.around(steps.subList(0, 6))).isEqualTo(new StepWindow(0, 6));
    }
}
