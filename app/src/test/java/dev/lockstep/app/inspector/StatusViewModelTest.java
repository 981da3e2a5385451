package dev.lockstep.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.session.ChannelTruth;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Recording;
import dev.lockstep.app.session.ToldLab;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusViewModelTest {
    private final ToldLab session = new ToldLab(ToldLab.topologyOfBug(), "bug");
    private final Recording recording = new Recording(session.trace(), session::nanos);
    private final OpenLab lab = new OpenLab("told", null, session, recording);
    private final StatusViewModel model = new StatusViewModel();

    private Fact row(List<Fact> rows, String name) {
        return rows.stream().filter(fact -> fact.name().equals(name)).findFirst().orElseThrow();
    }

    private void inTheStall() {
        session.play();
        recording.refresh(0);
        model.show(lab);
    }

    @Test
    void choosesTheReplicaThatStarves() {
        inTheStall();
        assertThat(model.getStatus().replica()).isEqualTo("s2");
        assertThat(model.getStatus().source()).isEqualTo("m");
    }

    @Test
    void setsTheTruthBesideWhatTheServerSays() {
        inTheStall();
        Fact running = row(model.getStatus().slaveRows(), "Slave_IO_Running");
        assertThat(running.values()).containsExactly("Yes", "starved");
        assertThat(running.differs()).isTrue();
        Fact behind = row(model.getStatus().slaveRows(), "Seconds_Behind_Master");
        assertThat(behind.values().getFirst()).isEqualTo("0");
        assertThat(Double.parseDouble(behind.values().getLast())).isGreaterThan(21);
        assertThat(behind.differs()).isTrue();
    }

    @Test
    void findsNothingWrongWithTheReplicaThatFollows() {
        inTheStall();
        model.choose("s1", recording.getState());
        model.show(lab);
        assertThat(model.getStatus().replica()).isEqualTo("s1");
        assertThat(model.getStatus().slaveRows()).noneMatch(Fact::differs);
    }

    @Test
    void saysInWordsWhyRowsDiffer() {
        inTheStall();
        assertThat(model.getStatus().disagreements().ofReplica())
                .anyMatch(sentence -> sentence.startsWith("Both threads run, as it says, and nothing has come for"))
                .anyMatch(sentence -> sentence.startsWith("Seconds_Behind_Master = 0 looks only at events"));
        Fact clients = row(model.getStatus().disagreements().sourceRows(), "…_master_clients");
        assertThat(clients.values()).containsExactly("1", "2");
        assertThat(clients.differs()).isTrue();
        assertThat(model.getStatus().disagreements().ofSource()).singleElement().asString()
                .startsWith("s2 asked for semi-sync").contains("is not counted");
    }

    @Test
    void aPositionThatItsSourceDoesNotHaveIsToldApart() {
        inTheStall();
        LabState state = recording.getState();
        ChannelState channel = state.channels().stream().filter(each -> each.replica().equals("s2")).findFirst()
                .orElseThrow();
        SlaveStatusTruth misread = truth(channel, state, "55050240");
        assertThat(row(misread.rows(), "Read_Master_Log_Pos").differs()).isTrue();
        assertThat(misread.words())
                .anyMatch(sentence -> sentence.startsWith("It says that it has read up to 55,050,240"));
        assertThat(truth(channel, state, "840").words()).noneMatch(sentence -> sentence.startsWith("It says that"));
    }

    private static SlaveStatusTruth truth(ChannelState channel, LabState state, String read) {
        return new SlaveStatusTruth(Map.of("Master_Log_File", "bin.000001", "Read_Master_Log_Pos", read), channel,
                ChannelTruth.of(channel, state.nanos()), new BinlogPosition("bin.000001", 840), 0);
    }

    @Test
    void comparesCountersWithTheLastMark() {
        inTheStall();
        Fact clients = row(model.getStatus().counters(), "master_clients");
        assertThat(clients.values()).containsExactly("2", "1", "−1");
        assertThat(row(model.getStatus().counters(), "master_yes_tx").values().getLast()).startsWith("+");
    }

    @Test
    void comparesWithAMomentThatWasMarkedByHand() {
        inTheStall();
        model.fixBaseline(recording);
        model.show(lab);
        assertThat(row(model.getStatus().counters(), "master_clients").values()).containsExactly("1", "1", "");
    }

    @Test
    void showsAllCountersWhenAsked() {
        inTheStall();
        int few = model.getStatus().counters().size();
        model.setExtent(StatusViewModel.Extent.ALL);
        model.show(lab);
        assertThat(model.getStatus().counters()).hasSizeGreaterThan(few);
    }

    @Test
    void saysThatTheLockIsAModel() {
        inTheStall();
        assertThat(model.getStatus().lockModel()).contains("20 µs").contains("model");
    }
}
