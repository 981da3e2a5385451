package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.PreviousGtids;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.log.DamagedLogException.Damage;
import dev.lockstep.engine.log.ReadOptions.Descriptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinlogFileTest {
    private static final int FIRST_EVENT = 123;
    private static final String NAME = "bin.000001";

    @TempDir
    Path temp = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private LogFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new LogFolder(temp);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private List<BinlogEvent> read() throws IOException {
        List<BinlogEvent> events = new ArrayList<>();
        try (BinlogReader reader = BinlogReader.open(folder.files, NAME, ReadOptions.BINLOG)) {
            long size = reader.fileSize();
            for (EncodedEvent event = reader.next(size); event != null; event = reader.next(size)) {
                assertThat(event.header().endLogPos()).isEqualTo(reader.position());
                events.add(reader.decode(event));
            }
        }
        return events;
    }

    @Test
    void givesEachEventThePlaceWhereItStands() throws IOException {
        try (BinlogFile file = folder.written(2)) {
            assertThat(file.end().offset()).isEqualTo(folder.files.size(NAME));
        }

        List<BinlogEvent> events = read();

        assertThat(events).hasSize(1 + 2 * 5).startsWith(new PreviousGtids(GtidSet.EMPTY)).endsWith(new Xid(102));
    }

    @Test
    void carriesTheInUseFlagUntilItIsClosed() throws IOException {
        BinlogFile file = folder.written(1);
        assertThat(inUse()).isTrue();
        file.close();
        assertThat(inUse()).isFalse();

        BinlogFile again = BinlogFile.resume(folder.files, NAME, folder.files.size(NAME));
        assertThat(inUse()).isTrue();
        again.append(LogFolder.transaction(9, 109));
        again.abandon();
        assertThat(inUse()).isTrue();
        assertThat(read()).doesNotContain(new Xid(109));
    }

    private boolean inUse() throws IOException {
        try (BinlogReader reader = BinlogReader.open(folder.files, NAME, ReadOptions.BINLOG)) {
            return reader.description().header().has(EventFlags.IN_USE);
        }
    }

    @Test
    void whatIsAppendedIsSeenAfterTheFlush() throws IOException {
        try (BinlogFile file = folder.written(0);
                BinlogReader reader = BinlogReader.open(folder.files, NAME, ReadOptions.BINLOG)) {
            assertThat(reader.next(file.flushed())).isNotNull();
            long end = file.append(LogFolder.transaction(1, 101));
            assertThat(reader.next(file.flushed())).isNull();
            file.flush();
            assertThat(file.flushed()).isEqualTo(end);
            assertThat(reader.next(file.flushed())).isNotNull();
        }
    }

    @Test
    void aReaderStopsAtThePublishedEnd() throws IOException {
        try (BinlogFile file = folder.written(1);
                BinlogReader reader = BinlogReader.open(folder.files, NAME, ReadOptions.BINLOG)) {
            long published = file.flushed();
            file.append(LogFolder.transaction(2, 102));
            file.flush();
            int count = 0;
            while (reader.next(published) != null) {
                count++;
            }
            assertThat(count).isEqualTo(6);
            assertThat(reader.position()).isEqualTo(published);
        }
    }

    @Test
    void damageIsNamedWithItsPlace() throws IOException {
        folder.written(1).close();
        long size = folder.files.size(NAME);

        folder.damage(NAME, size - 10);
        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.CHECKSUM);
        folder.truncate(NAME, size - 1);
        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.TORN);
        assertThat(damage(new ReadOptions(150, Descriptions.FIRST, ReadOptions.Checksums.VERIFIED)))
                .isEqualTo(Damage.TORN);
        assertThat(damage(new ReadOptions(60, Descriptions.FIRST, ReadOptions.Checksums.VERIFIED)))
                .isEqualTo(Damage.TOO_LARGE);
        folder.damage(NAME, FIRST_EVENT + 12);
        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.TOO_LARGE);
        folder.truncate(NAME, FIRST_EVENT + 5);
        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.TORN);
        folder.truncate(NAME, 50);
        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.TORN);
        folder.truncate(NAME, 4);
        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.TORN);
        folder.truncate(NAME, 2);
        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.NO_LOG);
    }

    private Damage damage(ReadOptions options) throws IOException {
        try (BinlogReader reader = BinlogReader.open(folder.files, NAME, options)) {
            EncodedEvent event = reader.next(reader.fileSize());
            while (event != null) {
                event = reader.next(reader.fileSize());
            }
            throw new AssertionError("no damage found");
        } catch (DamagedLogException e) {
            assertThat(e).hasMessageContaining(NAME);
            return e.damage();
        }
    }

    @Test
    void anEventSmallerThanItsHeaderIsMalformed() throws IOException {
        folder.written(0).close();
        byte[] tiny = LogFolder.previous(GtidSet.EMPTY).array().clone();
        tiny[9] = 18;
        folder.files.replace(NAME, concat(folder.files.readAll(NAME), tiny));

        assertThat(damage(ReadOptions.BINLOG)).isEqualTo(Damage.MALFORMED);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void aPositionBeforeTheFirstEventIsRefused() throws IOException {
        folder.written(0).close();
        try (BinlogReader reader = BinlogReader.open(folder.files, NAME, ReadOptions.BINLOG)) {
            assertThatThrownBy(() -> reader.seek(3)).isInstanceOf(LogPositionException.class);
        }
    }
}
