package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinlogStreamTest {
    private static final List<String> TRANSACTION = List.of("GtidLog", "Query", "TableMap", "RowsEvent", "Xid");

    @TempDir
    Path temp = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private LogFolder folder;

    @SuppressWarnings("NullAway.Init")
    private BinlogDirectory log;

    private BinlogPosition published = new BinlogPosition("", 0);

    @BeforeEach
    void open() throws IOException {
        folder = new LogFolder(temp);
        log = folder.binlog();
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private BinlogFile create() throws IOException {
        BinlogFile file = log.create(LogFolder.description(), List.of(LogFolder.previous(GtidSet.EMPTY)));
        published = file.end();
        return file;
    }

    private void commit(BinlogFile file, long number) throws IOException {
        file.append(LogFolder.transaction(number, number));
        file.flush();
        published = file.end();
    }

    private BinlogStream stream(String file, long offset) throws IOException {
        return log.stream(LogFolder.at(file, offset), () -> published, ReadOptions.BINLOG);
    }

    @Test
    void followsTheWriterEventByEvent() throws IOException {
        try (BinlogFile file = create(); BinlogStream stream = stream("", 4)) {
            assertThat(LogFolder.drain(stream)).containsExactly("file bin.000001 from 4", "PreviousGtids");
            assertThat(LogFolder.drain(stream)).isEmpty();
            commit(file, 1);
            assertThat(LogFolder.drain(stream)).isEqualTo(TRANSACTION);
            assertThat(stream.position()).isEqualTo(published);
        }
    }

    @Test
    void entersTheNextFileWhenThatIsPublished() throws IOException {
        BinlogFile file = create();
        try (BinlogStream stream = stream("bin.000001", 4)) {
            commit(file, 1);
            file = log.rotate(file, LogFolder.rotation(), LogFolder.description(), List.of());
            assertThat(LogFolder.drain(stream)).hasSize(7).endsWith("Xid");
            published = file.end();
            assertThat(LogFolder.drain(stream)).containsExactly("Rotate", "file bin.000002 from 4");
            commit(file, 2);
            assertThat(LogFolder.drain(stream)).isEqualTo(TRANSACTION);
        }
        file.close();
    }

    @Test
    void passesOverFilesThatEndWithoutRotation() throws IOException {
        BinlogFile crashed = create();
        commit(crashed, 1);
        crashed.abandon();
        try (BinlogFile file = create(); BinlogStream stream = stream("bin.000001", 4)) {
            commit(file, 2);
            assertThat(LogFolder.drain(stream)).containsSubsequence("Xid", "file bin.000002 from 4", "PreviousGtids",
                    "Xid");
        }
    }

    @Test
    void beginsInTheMiddle() throws IOException {
        try (BinlogFile file = create()) {
            long middle = file.flushed();
            commit(file, 1);
            try (BinlogStream stream = stream("bin.000001", middle)) {
                assertThat(LogFolder.drain(stream)).startsWith("file bin.000001 from " + middle, "GtidLog")
                        .hasSize(6);
            }
            try (BinlogStream stream = stream("bin.000001", published.offset())) {
                assertThat(LogFolder.drain(stream)).hasSize(1);
                commit(file, 2);
                assertThat(LogFolder.drain(stream)).isEqualTo(TRANSACTION);
            }
        }
    }

    @Test
    void aPositionWithinAnEventIsDamage() throws IOException {
        try (BinlogFile file = create()) {
            long middle = file.flushed();
            commit(file, 1);
            try (BinlogStream stream = stream("bin.000001", middle + 1)) {
                assertThatThrownBy(() -> LogFolder.drain(stream)).isInstanceOf(DamagedLogException.class);
            }
        }
    }

    @Test
    void refusesPositionsThatAreNotThereInTheServersWords() throws IOException {
        create().close();

        assertThatThrownBy(() -> stream("bin.000009", 4)).isInstanceOf(LogPositionException.class)
                .hasMessage("Could not find first log file name in binary log index file");
        assertThatThrownBy(() -> stream("bin.000001", 3)).isInstanceOf(LogPositionException.class)
                .hasMessage("Client requested master to start replication from position < 4");
        assertThatThrownBy(() -> stream("bin.000001", 5_000)).isInstanceOf(LogPositionException.class)
                .hasMessage("Client requested master to start replication from position > file size");
    }

    @Test
    void aFileThatIsNotYetPublishedWaits() throws IOException {
        BinlogFile first = create();
        BinlogPosition before = published;
        BinlogFile second = log.rotate(first, LogFolder.rotation(), LogFolder.description(), List.of());
        published = before;
        try (BinlogStream stream = stream("bin.000002", 4)) {
            assertThat(LogFolder.drain(stream)).containsExactly("file bin.000002 from 4");
            commit(second, 1);
            assertThat(LogFolder.drain(stream)).isEqualTo(TRANSACTION);
        }
        second.close();
    }
}
