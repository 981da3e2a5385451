package dev.lockstep.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.fx.Background;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.trace.LabState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the topology, and the way back. */
class EditingTest {
    private final List<String> told = new ArrayList<>();
    private final Workspace workspace = new Workspace(ToldLab.opener(), Background.inline(), new Teller() {
        @Override
        public void tell(String title, String text) {
            told.add(title + ": " + text);
        }

        @Override
        public void complain(String title, String text) {
            told.add(title + "! " + text);
        }
    });

    @BeforeEach
    void open() {
        workspace.open("told", ToldLab.topologyOfBug());
    }

    private LabState state() {
        OpenLab lab = Objects.requireNonNull(workspace.getLab());
        lab.recording().refresh(0);
        return lab.recording().live();
    }

    private List<String> channels() {
        return state().channels().stream()
                .map(channel -> channel.replica() + " '" + channel.channel() + "' " + channel.source()).toList();
    }

    @Test
    void aNodeIsAddedTakenBackAndAddedAgain() {
        workspace.edit(new LabEdit.AddNode(new NodeSpec("n1", "lockstep", 0, 0, Map.of())));
        assertThat(state().nodes()).containsKey("n1");
        workspace.undo();
        assertThat(state().nodes()).doesNotContainKey("n1");
        workspace.redo();
        assertThat(state().nodes()).containsKey("n1");
        assertThat(told).containsExactly("Done: add node n1", "Undone: add node n1", "Done again: add node n1");
    }

    @Test
    void aRunningChannelIsNotPointedElsewhereAndTheServersWordsAreTold() {
        workspace.edit(new LabEdit.PointChannel(ChannelSpec.of("s2", "m"), "s1"));
        assertThat(channels()).contains("s2 '' m");
        assertThat(told.getLast()).startsWith("Refused: point channel '' of s2 to s1!").contains("ERROR 1198");
        workspace.undo();
        assertThat(told.getLast()).isEqualTo("Nothing to undo: ");
    }

    @Test
    void aStoppedChannelIsPointedElsewhereAndBack() {
        workspace.send("s2", "STOP SLAVE");
        workspace.edit(new LabEdit.PointChannel(ChannelSpec.of("s2", "m"), "s1"));
        assertThat(channels()).contains("s2 '' s1");
        workspace.undo();
        assertThat(channels()).contains("s2 '' m");
    }

    @Test
    void somethingNewForgetsWhatWasTakenBack() {
        workspace.edit(new LabEdit.AddNode(new NodeSpec("n1", "lockstep", 0, 0, Map.of())));
        workspace.undo();
        workspace.edit(new LabEdit.AddChannel(new ChannelSpec("s1", "s2", "more", "repl")));
        workspace.redo();
        assertThat(told.getLast()).isEqualTo("Nothing to redo: ");
        assertThat(channels()).contains("s1 'more' s2");
    }

    @Test
    void aNodeThatOthersFollowStays() {
        workspace.edit(new LabEdit.RemoveNode("m"));
        assertThat(state().nodes()).containsKey("m");
        assertThat(told.getLast()).isEqualTo("Refused: delete node m! somebody follows m; delete that channel first");
    }

    @Test
    void whatIsSavedIsWhatIsThere(@TempDir Path folder) throws Exception {
        workspace.edit(new LabEdit.AddChannel(new ChannelSpec("s1", "s2", "more", "repl")));
        state();
        workspace.save(folder.resolve("saved.yaml"));
        Topology saved = TopologyReader.read(folder.resolve("saved.yaml"));
        assertThat(saved.channels()).contains(new ChannelSpec("s1", "s2", "more", "repl"),
                ChannelSpec.of("s2", "m"));
    }
}
