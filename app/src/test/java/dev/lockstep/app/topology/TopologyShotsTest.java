package dev.lockstep.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.ManyNodes;
import dev.lockstep.app.sample.MisreadTrace;
import dev.lockstep.app.sample.Shots;
import dev.lockstep.app.sample.Stages;
import dev.lockstep.app.sample.StarvingTrace;
import dev.lockstep.app.theme.Theme;
import java.util.Locale;
import javafx.stage.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the topology headless, in both themes and in the sizes that the window gives it. */
class TopologyShotsTest {
    private static final StarvingTrace TRACE = new StarvingTrace(22_400_000_000L);

    @ParameterizedTest
    @CsvSource({"LIGHT, 972, 396", "DARK, 972, 396", "LIGHT, 700, 300", "DARK, 1300, 560"})
    void drawsTheStarvation(Theme theme, double width, double height) throws Exception {
        TopologyViewModel model = new TopologyViewModel();
        Stage stage = Stages.show(() -> new TopologyView(model, new RecordedActions()), theme, width, height);
        long now = TRACE.endNanos() - 5_000_000;
        Stages.runFx(() -> model.show(TRACE.state(now), TRACE.log(), now));
        Stages.runFx(() -> model.selectionProperty().set(new TopologySelection.OfNode("m")));
        Shots.write(Stages.picture(stage), String.format(Locale.ROOT, "topology-%s-%.0fx%.0f",
                theme.name().toLowerCase(Locale.ROOT), width, height));
        assertThat(model.picture().edges()).hasSize(2);
        Stages.close(stage);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 972, 396", "DARK, 972, 396", "LIGHT, 900, 320"})
    void drawsTruthAndBeliefAndErrorsOfBothThreads(Theme theme, double width, double height) throws Exception {
        MisreadTrace trace = new MisreadTrace();
        TopologyViewModel model = new TopologyViewModel();
        Stage stage = Stages.show(() -> new TopologyView(model, new RecordedActions()), theme, width, height);
        for (long now : new long[]{MisreadTrace.TROUBLE_NANOS - 1000, trace.endNanos()}) {
            for (int pulse = 0; pulse < 2; pulse++) {
                Stages.runFx(() -> model.show(trace.state(now), trace.log(), now));
            }
            Shots.write(Stages.picture(stage),
                    String.format(Locale.ROOT, "misread-%s-%.0f-%s", theme.name().toLowerCase(Locale.ROOT), width,
                            now == trace.endNanos() ? "after" : "before"));
        }
        assertThat(model.picture().edges()).allMatch(edge -> edge.callout() != null);
        Stages.close(stage);
    }

    @ParameterizedTest
    @CsvSource({"star, 6", "star, 32", "mesh, 12", "mesh, 32", "ring, 3", "ring, 32", "mutual, 32", "chain, 32",
            "fan-in, 9", "fan-in, 17", "all, 3", "all, 8"})
    void drawsManyNodes(String shape, int nodes) throws Exception {
        ManyNodes many = switch (shape) {
            case "star" -> ManyNodes.star(nodes);
            case "ring" -> ManyNodes.ring(nodes);
            case "mutual" -> ManyNodes.mutualRing(nodes);
            case "chain" -> ManyNodes.chain(nodes);
            case "fan-in" -> ManyNodes.fanIn(nodes, nodes - 1);
            case "all" -> ManyNodes.allMasters(nodes);
            default -> ManyNodes.mesh(nodes, nodes * 2, 7);
        };
        TopologyViewModel model = new TopologyViewModel();
        Stage stage = Stages.show(() -> new TopologyView(model, new RecordedActions()), Theme.LIGHT, 1300, 560);
        Stages.runFx(() -> model.show(many.state(), many.log(), many.endNanos()));
        Shots.write(Stages.picture(stage), "topology-" + shape + "-" + nodes);
        assertThat(model.picture().cards()).hasSize(nodes);
        Stages.close(stage);
    }
}
