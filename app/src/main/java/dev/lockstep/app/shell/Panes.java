package dev.lockstep.app.shell;

import dev.lockstep.app.console.ConsoleViewModel;
import dev.lockstep.app.inspector.StatusViewModel;
import dev.lockstep.app.packets.BytesViewModel;
import dev.lockstep.app.scenarios.StoryViewModel;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Playhead;
import dev.lockstep.app.session.Recording;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.timeline.TimelineViewModel;
import dev.lockstep.app.topology.TopologySelection;
import dev.lockstep.app.topology.TopologyViewModel;
import dev.lockstep.engine.trace.LabState;
import org.jspecify.annotations.Nullable;

/**
 * The view models of all panes, fed once per pulse with the instant under the recording's handle. Drawn views get every
 * pulse; texts change at most four times a second, so that they can be read. Needs no toolkit.
 */
public final class Panes {
    private static final long TEXT_NANOS = 250_000_000;

    private final Workspace workspace;
    private final StoryViewModel story = new StoryViewModel();
    private final StatusViewModel status = new StatusViewModel();
    private final BytesViewModel bytes = new BytesViewModel();
    private final ConsoleViewModel console;
    private final TopologyViewModel topology = new TopologyViewModel();
    private final TimelineViewModel timeline = new TimelineViewModel();
    private @Nullable OpenLab shown;
    private long lastTextNanos;
    private long lastShownNanos = -1;

    /** Whether texts were refreshed, too. */
    public enum Refreshed {
        DRAWINGS, EVERYTHING
    }

    /** With nothing shown. */
    public Panes(Workspace workspace) {
        this.workspace = workspace;
        console = new ConsoleViewModel(workspace);
        workspace.labProperty().addListener((property, before, now) -> labChanged(before, now));
        workspace.selectedNodeProperty().addListener((property, before, now) -> selected(now));
        topology.selectionProperty().addListener((property, before, now) -> chosen(now));
    }

    /** Shows what is new. */
    public Refreshed pulse(OpenLab lab, long pulseNanos) {
        Recording recording = lab.recording();
        recording.refresh(pulseNanos);
        LabState state = recording.getState();
        topology.show(state, recording.log(), state.nanos());
        timeline.show(state, recording.log(), state.nanos());
        boolean live = recording.playhead().getMode() != Playhead.Mode.PAUSED;
        boolean moved = state.nanos() != lastShownNanos;
        boolean due = pulseNanos - lastTextNanos >= TEXT_NANOS;
        if (!due && (live || !moved)) {
            return Refreshed.DRAWINGS;
        }
        lastTextNanos = pulseNanos;
        lastShownNanos = state.nanos();
        story.show(lab);
        status.follow(lab);
        console.show(lab);
        bytes.show(lab);
        return Refreshed.EVERYTHING;
    }

    private void labChanged(@Nullable OpenLab before, @Nullable OpenLab now) {
        boolean same = before != null && now != null && before.session() == now.session();
        shown = now;
        lastTextNanos = 0;
        if (!same) {
            status.clear();
            console.clear();
            bytes.clear();
            story.clear();
            workspace.selectedNodeProperty().set("");
            topology.selectionProperty().set(new TopologySelection.None());
            timeline.followingProperty().set(true);
        }
    }

    private void selected(String node) {
        OpenLab lab = shown;
        if (lab == null || node.isEmpty()) {
            return;
        }
        status.choose(node, lab.recording().getState());
        console.nodeProperty().set(node);
        TopologySelection selection = topology.selectionProperty().get();
        boolean already = switch (selection) {
            case TopologySelection.None _ -> false;
            case TopologySelection.OfNode of -> of.node().equals(node);
            case TopologySelection.OfChannel of -> of.replica().equals(node);
        };
        if (!already) {
            topology.selectionProperty().set(new TopologySelection.OfNode(node));
        }
        status.show(lab);
    }

    private void chosen(TopologySelection selection) {
        switch (selection) {
            case TopologySelection.None _ -> {
                // the panes keep what they show
            }
            case TopologySelection.OfNode of -> workspace.selectedNodeProperty().set(of.node());
            case TopologySelection.OfChannel of -> {
                status.chooseChannel(of.replica(), of.channel());
                workspace.selectedNodeProperty().set(of.replica());
                if (shown != null) {
                    status.show(shown);
                }
            }
        }
    }

    /** The story pane's. */
    public StoryViewModel story() {
        return story;
    }

    /** The status tab's. */
    public StatusViewModel status() {
        return status;
    }

    /** The SQL tab's. */
    public ConsoleViewModel console() {
        return console;
    }

    /** The bytes tab's. */
    public BytesViewModel bytes() {
        return bytes;
    }

    /** The topology's. */
    public TopologyViewModel topology() {
        return topology;
    }

    /** The lock timeline's. */
    public TimelineViewModel timeline() {
        return timeline;
    }
}
