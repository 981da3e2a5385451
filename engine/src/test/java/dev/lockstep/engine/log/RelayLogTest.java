package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.ArtificialEvents;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.bytes.ByteWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayLogTest {
    private static final EventEncoder OWN = new EventEncoder(9, Checksum.CRC32);
    private static final FormatDescription OWN_FORMAT = FormatDescription.mySql57("5.7.23-lockstep", 0,
            Checksum.CRC32);
    private static final BinlogPosition START = new BinlogPosition("bin.000007", 154);
    private static final String FIRST = "n1-relay-bin.000001";

    @TempDir
    Path temp = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private LogFolder folder;

    private long sourceEnd = START.offset();

    @BeforeEach
    void open() throws IOException {
        folder = new LogFolder(temp);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private RelayLog relay() throws IOException {
        return RelayLog.open(folder.files, "n1-relay-bin", OWN, OWN_FORMAT, LogFolder.NOW);
    }

    private static void connect(RelayLog relay, Checksum checksum) throws IOException {
        EventEncoder source = new EventEncoder(7, checksum);
        relay.append(ArtificialEvents.rotate(source, START));
        relay.append(ArtificialEvents.descriptionMidFile(
                source.encode(FormatDescription.mySql57("5.7.22-lockstep", 1, checksum), 1, 0, 123)));
        relay.flush();
    }

    /** The next transaction of the source as it travels. */
    private List<EncodedEvent> sent(Checksum checksum) {
        List<EncodedEvent> events = LogFolder.transaction(1, 1).stream().map(event -> event.withChecksum(checksum))
                .toList();
        List<EncodedEvent> placed = new ArrayList<>();
        for (EncodedEvent event : events) {
            sourceEnd += event.length();
            placed.add(event.placedAt(sourceEnd));
        }
        return placed;
    }

    private void receive(RelayLog relay, Checksum checksum) throws IOException {
        for (EncodedEvent event : sent(checksum)) {
            relay.append(event);
        }
        relay.flush();
    }

    @Test
    void aLogThatAPowerCutTookBeginsAnew() throws IOException {
        RelayLog loose = RelayLog.open(folder.files, "n1-relay-bin", OWN, OWN_FORMAT, LogFolder.NOW, Saving.LOOSE);
        connect(loose, Checksum.CRC32);
        receive(loose, Checksum.CRC32);
        assertThat(BinlogIndex.open(folder.files, "n1-relay-bin.index").names()).containsExactly(FIRST);
        folder.files.delete(FIRST);
        try (RelayLog again = relay()) {
            assertThat(again.recovery().sourceEnd()).isEmpty();
            assertThat(again.index().names()).containsExactly(FIRST);
        }
    }

    @Test
    void aLogThatWasDroppedLooselyIsGoneForTheNextProcess() throws IOException {
        RelayLog dropped = relay();
        connect(dropped, Checksum.CRC32);
        receive(dropped, Checksum.CRC32);
        dropped.delete(Saving.LOOSE);
        try (RelayLog again = relay()) {
            assertThat(again.recovery().sourceEnd()).isEmpty();
            assertThat(again.index().names()).containsExactly(FIRST);
        }
    }

    @Test
    void keepsTheSourcesEventsVerbatimBehindItsOwnDescription() throws IOException {
        try (RelayLog relay = relay()) {
            connect(relay, Checksum.CRC32);
            ByteWriter expected = new ByteWriter();
            for (EncodedEvent event : sent(Checksum.CRC32)) {
                relay.append(event);
                expected.bytes(event.array());
            }
            relay.flush();

            byte[] file = folder.files.readAll(FIRST);
            assertThat(file).endsWith(expected.toBytes());
            assertThat(relay.end()).isEqualTo(new BinlogPosition(FIRST, file.length));
            assertThat(relay.sourceEnd()).contains(new BinlogPosition("bin.000007", sourceEnd));
            try (BinlogReader reader = BinlogReader.open(folder.files, FIRST, ReadOptions.RELAY_LOG)) {
                assertThat(reader.description().header().serverId()).isEqualTo(9);
                assertThat(reader.description().header().flags()).isEqualTo(EventFlags.RELAY_LOG | EventFlags.IN_USE);
            }
        }
    }

    @Test
    void anApplierFollowsThroughRotationAndBothDescriptions() throws IOException {
        try (RelayLog relay = relay(); BinlogStream stream = relay.stream(new BinlogPosition(FIRST, 4))) {
            assertThat(LogFolder.drain(stream)).containsExactly("file " + FIRST + " from 4");
            connect(relay, Checksum.CRC32);
            receive(relay, Checksum.CRC32);
            assertThat(LogFolder.drain(stream)).containsExactly("Rotate", "FormatDescription", "GtidLog", "Query",
                    "TableMap", "RowsEvent", "Xid");
            relay.rotate(LogFolder.NOW);
            receive(relay, Checksum.CRC32);
            assertThat(LogFolder.drain(stream)).containsExactly("Rotate", "file n1-relay-bin.000002 from 4", "Rotate",
                    "FormatDescription", "GtidLog", "Query", "TableMap", "RowsEvent", "Xid");
            assertThat(relay.index().names()).hasSize(2);
            assertThat(relay.purgeBefore("n1-relay-bin.000002")).containsExactly(FIRST);
            assertThat(relay.totalBytes()).isEqualTo(relay.fileBytes());
        }
    }

    @Test
    void aSourceWithoutChecksumsSwitchesThemOffForItsEvents() throws IOException {
        try (RelayLog relay = relay(); BinlogStream stream = relay.stream(new BinlogPosition(FIRST, 4))) {
            connect(relay, Checksum.NONE);
            receive(relay, Checksum.NONE);
            long middle = relay.end().offset();
            receive(relay, Checksum.NONE);
            relay.rotate(LogFolder.NOW);
            receive(relay, Checksum.NONE);

            assertThat(LogFolder.drain(stream)).hasSize(1 + 2 + 5 + 5 + 1 + 3 + 5).endsWith("Xid");
            try (BinlogStream late = relay.stream(new BinlogPosition(FIRST, middle))) {
                assertThat(LogFolder.drain(late)).startsWith("file " + FIRST + " from " + middle, "GtidLog");
            }
        }
    }

    @Test
    void reopeningGoesOnWhereTheSourceWasLeft() throws IOException {
        RelayLog relay = relay();
        connect(relay, Checksum.CRC32);
        receive(relay, Checksum.CRC32);
        relay.close();

        try (RelayLog again = relay()) {
            assertThat(again.recovery().truncatedBytes()).isZero();
            assertThat(again.recovery().sourceEnd()).contains(new BinlogPosition("bin.000007", sourceEnd));
            assertThat(again.recovery().gtids()).hasToString(LogFolder.SID + ":1");
            assertThat(again.sourceEnd()).isEqualTo(again.recovery().sourceEnd());
            assertThat(again.end().file()).isEqualTo("n1-relay-bin.000002");
        }
        try (RelayLog third = relay()) {
            assertThat(third.recovery().sourceEnd()).contains(new BinlogPosition("bin.000007", sourceEnd));
        }
    }

    /** Wherever a crash cuts the file, receiving goes on behind the last event that is whole. */
    @Test
    void aTornTailIsCutBackToAWholeEvent() throws IOException {
        RelayLog relay = relay();
        connect(relay, Checksum.CRC32);
        long head = relay.end().offset();
        List<EncodedEvent> events = sent(Checksum.CRC32);
        for (EncodedEvent event : events) {
            relay.append(event);
        }
        relay.flush();
        byte[] whole = folder.files.readAll(FIRST);
        relay.delete();

        for (int cut = (int) head; cut <= whole.length; cut += 7) {
            folder.files.replace(FIRST, java.util.Arrays.copyOf(whole, cut));
            folder.files.replace("n1-relay-bin.index", ("./" + FIRST + "\n").getBytes(
                    java.nio.charset.StandardCharsets.UTF_8));
            long at = head;
            long source = START.offset();
            for (EncodedEvent event : events) {
                if (at + event.length() > cut) {
                    break;
                }
                at += event.length();
                source += event.length();
            }
            try (RelayLog again = relay()) {
                assertThat(again.recovery().truncatedBytes()).isEqualTo(cut - at);
                assertThat(again.recovery().sourceEnd()).contains(new BinlogPosition("bin.000007", source));
                assertThat(folder.files.size(FIRST)).isEqualTo(at);
            }
            folder.files.delete("n1-relay-bin.000002");
        }
    }

    @Test
    void deletingLeavesAnEmptyIndex() throws IOException {
        RelayLog relay = relay();
        relay.rotate(LogFolder.NOW);
        relay.delete();

        assertThat(folder.files.list("")).containsExactly("n1-relay-bin.index");
        assertThat(relay.index().names()).isEmpty();
    }
}
