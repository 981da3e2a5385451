package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.log.Recovery.Shutdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
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

    private Recovery recover() throws IOException {
        return folder.binlog().recover(ReadOptions.BINLOG).orElseThrow();
    }

    @Test
    void ofNoLogIsNothing() throws IOException {
        assertThat(folder.binlog().recover(ReadOptions.BINLOG)).isEmpty();
    }

    @Test
    void reportsEndGtidsAndXidsOfAWholeFile() throws IOException {
        BinlogFile file = folder.written(3);
        file.close();

        assertThat(recover()).isEqualTo(new Recovery(file.end(), 0, Shutdown.CLEAN,
                GtidSet.parse(LogFolder.SID + ":1-3"), List.of(), List.of(101L, 102L, 103L)));
    }

    /** A crash may cut the file anywhere: what is whole stays, and nothing else. */
    @Test
    void truncatesATornTransactionWhereverItWasCut() throws IOException {
        BinlogFile file = folder.written(2);
        long whole = file.flushed();
        file.append(LogFolder.transaction(3, 103));
        file.flush();
        long size = file.flushed();
        file.abandon();
        byte[] content = folder.files.readAll(NAME);

        for (long cut = whole + 1; cut < size; cut++) {
            folder.files.replace(NAME, java.util.Arrays.copyOf(content, (int) cut));
            Recovery recovery = recover();
            assertThat(recovery.end()).isEqualTo(LogFolder.at(NAME, whole));
            assertThat(recovery.truncatedBytes()).isEqualTo(cut - whole);
            assertThat(recovery.shutdown()).isEqualTo(Shutdown.CRASHED);
            assertThat(recovery.xids()).containsExactly(101L, 102L);
            assertThat(recovery.gtids()).hasToString(LogFolder.SID + ":1-2");
            assertThat(folder.files.size(NAME)).isEqualTo(whole);
        }
    }

    @Test
    void aCrashLeavesGarbageBehindTheEnd() throws IOException {
        BinlogFile file = folder.written(1);
        file.abandon();
        byte[] garbage = java.util.Arrays.copyOf(folder.files.readAll(NAME), (int) file.flushed() + 100);
        folder.files.replace(NAME, garbage);

        assertThat(recover().truncatedBytes()).isEqualTo(100);
        assertThat(recover().truncatedBytes()).isZero();
    }

    @Test
    void aDamagedFileThatWasClosedIsNotCutButReported() throws IOException {
        folder.written(2).close();
        long size = folder.files.size(NAME);
        folder.damage(NAME, size - 40);

        assertThatThrownBy(this::recover).isInstanceOf(DamagedLogException.class).hasMessageContaining(NAME + " at ");
        assertThat(folder.files.size(NAME)).isEqualTo(size);
    }

    @Test
    void statementsOutsideATransactionCount() throws IOException {
        BinlogFile file = folder.written(0);
        file.append(List.of(LogFolder.transaction(1, 1).getFirst(),
                LogFolder.ENCODER.encode(new Query(1, "test", StatusVars.NONE, "create table x (id int)"), 1)));
        file.append(LogFolder.transaction(2, 2).subList(0, 2));
        file.append(List.of(LogFolder.ENCODER.encode(new Query(1, "", StatusVars.NONE, "savepoint a"), 1),
                LogFolder.ENCODER.encode(new Query(1, "", StatusVars.NONE, "ROLLBACK"), 1)));
        file.append(LogFolder.transaction(3, 3).subList(0, 1));
        file.flush();
        file.abandon();

        Recovery recovery = recover();

        assertThat(recovery.gtids()).hasToString(LogFolder.SID + ":1-2");
        assertThat(recovery.xids()).isEmpty();
        assertThat(recovery.truncatedBytes()).isEqualTo(LogFolder.transaction(3, 3).getFirst().length());
    }

    @Test
    void knowsTheTransactionsOfMariaDb() throws IOException {
        EventEncoder encoder = new EventEncoder(5, Checksum.CRC32);
        MariaDbGtid before = new MariaDbGtid(1, 9, 40);
        EncodedEvent description = encoder.encode(FormatDescription.mariaDb("10.11.5-MariaDB", 0, Checksum.CRC32), 1);
        BinlogFile file = folder.binlog().create(description,
                List.of(encoder.encode(GtidList.of(List.of(before)), 1)));
        file.append(List.of(encoder.encode(MariaDbGtidLog.of(new MariaDbGtid(0, 5, 1), 4), 1),
                encoder.encode(new Query(1, "d", StatusVars.NONE, "insert into t values (1)"), 1),
                encoder.encode(new Xid(8), 1)));
        file.append(List.of(encoder.encode(
                MariaDbGtidLog.of(new MariaDbGtid(0, 5, 2), MariaDbGtidLog.STANDALONE), 1),
                encoder.encode(new Query(1, "d", StatusVars.NONE, "create table u (id int)"), 1,
                        EventFlags.THREAD_SPECIFIC)));
        long whole = file.size();
        file.append(List.of(encoder.encode(MariaDbGtidLog.of(new MariaDbGtid(0, 5, 3), 4), 1),
                encoder.encode(new Query(1, "d", StatusVars.NONE, "insert into t values (1)"), 1)));
        file.flush();
        file.abandon();

        Recovery recovery = recover();

        assertThat(recovery.end().offset()).isEqualTo(whole);
        assertThat(recovery.mariaDbGtids()).containsExactly(before, new MariaDbGtid(0, 5, 2));
    }
}
