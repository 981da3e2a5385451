package dev.lockstep.app.scenarios;

import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.LabSession;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.ServerSpec;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.trace.LabState.StoryState;
import dev.lockstep.engine.trace.LabState.StoryState.Item;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The story as it stands at the instant that is shown. Window's thread; needs no toolkit. */
public final class StoryViewModel {
    private final ReadOnlyObjectWrapper<Story> story = new ReadOnlyObjectWrapper<>(Story.NONE);

    /** How far a step or a check is. */
    public enum Sign {
        PENDING, RUNNING, PASSED, FAILED
    }

    /** A step or a check: how far it is, and what was seen. */
    public record Line(String title, Sign sign, String seen) {}

    /** A way to play it. */
    public record Variant(String name, String title) {}

    /**
     * Everything on the pane.
     *
     * @param variant name of the one in force
     * @param playing whether it runs now, whatever instant is shown
     * @param played whether it has been begun on this lab
     */
    public record Story(String title, String subtitle, String introduction, List<Variant> variants, String variant,
            List<Line> steps, List<Line> checks, String narrationTitle, String narration, boolean hasScenario,
            boolean playing, boolean played) {
        static final Story NONE = new Story("", "", "", List.of(), "", List.of(), List.of(), "", "", false, false,
                false);
    }

    /** What the pane shows. */
    public ReadOnlyObjectProperty<Story> storyProperty() {
        return story.getReadOnlyProperty();
    }

    /** What the pane shows. */
    public Story getStory() {
        return story.get();
    }

    /** Shows a lab at the instant under its recording's handle. */
    public void show(OpenLab lab) {
        Topology topology = lab.session().topology();
        ScenarioSpec scenario = topology.scenario();
        story.set(scenario == null
                ? withoutScenario(topology)
                : of(scenario, lab.session(), lab.recording().getState().story(), played(lab)));
    }

    /** Shows nothing. */
    public void clear() {
        story.set(Story.NONE);
    }

    private static boolean played(OpenLab lab) {
        return !lab.recording().live().story().scenario().isEmpty();
    }

    private static Story of(ScenarioSpec scenario, LabSession session, StoryState now, boolean played) {
        String variant = session.variant();
        List<Variant> variants = scenario.variants().stream().map(v -> new Variant(v.name(), v.title())).toList();
        List<String> checkTitles = scenario.variant(variant).map(v -> titles(scenario, v)).orElse(List.of());
        List<String> stepTitles = scenario.steps().stream().map(step -> step.title()).toList();
        boolean told = !now.narration().isEmpty();
        return new Story(scenario.title(), scenario.subtitle(), "", variants, variant, lines(stepTitles, now.steps()),
                lines(checkTitles, now.checks()),
                Messages.text(told ? "story.seeing" : "story.about"),
                told ? now.narration() : scenario.narration().in(variant), true, session.playing(), played);
    }

    private static List<String> titles(ScenarioSpec scenario, VariantSpec variant) {
        return scenario.checksOf(variant).stream().map(check -> check.title()).toList();
    }

    private static List<Line> lines(List<String> titles, List<Item> items) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(titles.size(), items.size()); i++) {
            boolean known = i < items.size() && !items.get(i).title().isEmpty();
            lines.add(known ? line(items.get(i)) : new Line(i < titles.size() ? titles.get(i) : "", Sign.PENDING, ""));
        }
        return lines;
    }

    private static Line line(Item item) {
        return new Line(item.title(), sign(item.progress()), item.seen());
    }

    private static Sign sign(Progress progress) {
        return switch (progress) {
            case PENDING -> Sign.PENDING;
            case RUNNING -> Sign.RUNNING;
            case PASSED -> Sign.PASSED;
            case FAILED -> Sign.FAILED;
        };
    }

    private static Story withoutScenario(Topology topology) {
        List<Line> nodes = topology.nodes().stream().map(node -> new Line(line(node, topology), Sign.PENDING, ""))
                .toList();
        String words = topology.summary().isEmpty() ? Messages.text("story.none") : topology.summary();
        return new Story(topology.title(), "", words, List.of(), "", nodes, List.of(), "", "", false, false, false);
    }

    private static String shown(NodeSpec node) {
        ServerSpec server = node.server();
        return server == null ? node.profile() : Messages.text("story.node.real", server);
    }

    private static String line(NodeSpec node, Topology topology) {
        String sources = topology.channels().stream().filter(channel -> channel.replica().equals(node.name()))
                .map(channel -> channel.source()).reduce((a, b) -> a + ", " + b).orElse("");
        return sources.isEmpty()
                ? Messages.text("story.node.alone", node.name(), shown(node))
                : Messages.text("story.node.follows", node.name(), shown(node), sources);
    }
}
