package dev.lockstep.app.packets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.control.HexGrid;
import dev.lockstep.app.sample.MisreadTrace;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.PacketLog;
import dev.lockstep.app.session.Recording;
import dev.lockstep.app.session.TracedLab;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BytesViewModelTest {
    private static final PacketLog.Key A = new PacketLog.Key("s", "a");
    private static final PacketLog.Key B = new PacketLog.Key("s", "b");

    private final MisreadTrace trace = new MisreadTrace();
    private final TracedLab session = TracedLab.of(trace.log(), trace.endNanos(), "m1", "m2", "s");
    private final Recording recording = new Recording(trace.log(), session::nanos);
    private final OpenLab lab = new OpenLab("misread", null, session, recording);
    private final BytesViewModel model = new BytesViewModel();

    @BeforeEach
    void open() {
        recording.refresh(0);
        model.show(lab);
    }

    private Fact field(String name) {
        return model.getShown().fields().stream().filter(fact -> fact.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void looksAtTheChannelThatWentWrongFirst() {
        assertThat(model.getShown().channel()).isEqualTo(B);
        assertThat(model.getShown().channels()).containsExactly(A, B);
        assertThat(model.getShown().wrong()).isTrue();
    }

    @Test
    void aMissingHeaderIsToldWithTheByteThatStandsThere() {
        assertThat(model.getShown().truth()).startsWith("On the wire: no semi-sync header");
        assertThat(model.getShown().belief()).isEqualTo("The slave thought: there is a header. It asked "
                + "rpl_semi_sync_slave_status = 1, last written in thread_start of channel “a”.");
        assertThat(model.getShown().deed()).isEqualTo("Where EF should be stands 00: the magic number is missing. "
                + "It stripped nothing. Nothing reached the relay log.");
        assertThat(model.getShown().consequence()).startsWith("Then: error 1593 ");
        assertThat(field("type").values()).containsExactly("4 Rotate", "not read");
        assertThat(model.getShown().queued()).isEmpty();
    }

    @Test
    void aHeaderThatWasLeftInFrontShiftsEveryField() {
        model.choose(A);
        assertThat(model.getShown().title()).startsWith("Packet 43");
        assertThat(field("type").values()).containsExactly("16 Xid", "55 Unknown");
        assertThat(field("size").values()).containsExactly("31", "2,031,616");
        assertThat(field("end pos").values()).containsExactly("1,354", "88,735,744");
        assertThat(model.getShown().fields()).filteredOn(Fact::differs).hasSize(5);
        assertThat(model.getShown().consequence()).startsWith("Later: SQL error 1594");
        List<HexGrid.Cell> queued = model.getShown().queued();
        assertThat(queued.getFirst().value()).isEqualTo(0xef);
        assertThat(queued.getFirst().role()).isEqualTo(HexGrid.Role.MARKED);
    }

    @Test
    void aHeaderThatIsStrippedLeavesTheEvent() {
        model.choose(A);
        model.previous();
        assertThat(model.getShown().wrong()).isFalse();
        assertThat(model.getShown().deed()).startsWith("It stripped 2 bytes. 31 bytes went into relay-bin-a.000002");
        assertThat(model.getShown().fields()).noneMatch(Fact::differs);
        assertThat(model.getShown().wire().subList(0, 4)).extracting(HexGrid.Cell::struck)
                .containsExactly(false, true, true, false);
        assertThat(model.getShown().queued().getFirst().value()).isEqualTo(0x17);
        model.firstWrong();
        assertThat(model.getShown().wrong()).isTrue();
    }

    @Test
    void stepsStopAtBothEnds() {
        model.choose(A);
        for (int i = 0; i < 100; i++) {
            model.previous();
        }
        assertThat(model.getShown().title()).startsWith("Packet 1 ");
        assertThat(model.getShown().kept()).isEqualTo("1 of 42 kept");
        model.newest();
        assertThat(model.getShown().kept()).isEqualTo("42 of 42 kept");
    }

    @Test
    void lookingBackShowsThePacketsOfThatTime() {
        model.choose(A);
        recording.playhead().seek(MisreadTrace.TROUBLE_NANOS / 2);
        recording.refresh(1);
        model.show(lab);
        assertThat(model.getShown().wrong()).isFalse();
        assertThat(model.getShown().kept()).matches("(\\d+) of \\1 kept");
    }

    @Test
    void aPacketTooShortForAHeaderIsSaidToBe() {
        assertThat(HeaderFields.decode(new byte[10], 3)).isEmpty();
        assertThat(HeaderFields.decode(new byte[19], 0)).isPresent();
    }
}
