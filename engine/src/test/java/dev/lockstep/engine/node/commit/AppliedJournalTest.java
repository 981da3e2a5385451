package dev.lockstep.engine.node.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of each replicated transaction after a crash. */
class AppliedJournalTest {
    private static final int MANY = 50_000;
    private static final BinlogPosition END = own(Long.MAX_VALUE);

    @TempDir
    Path folder = Path.of("");

    private final LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);

    @SuppressWarnings("NullAway.Init")
    private Files files;

    @BeforeEach
    void open() throws IOException {
        files = worlds.open("n", folder).files();
    }

    @AfterEach
    void close() {
        worlds.close();
    }

    private static BinlogPosition own(long offset) {
        return new BinlogPosition("mysql-bin.000003", offset);
    }

    private static Map<String, StorePosition> at(long offset) {
        return Map.of("channel:ü", new StorePosition(new BinlogPosition("bin.000001", offset), "0-1-" + offset));
    }

    private Map<String, StorePosition> known(long offset) throws IOException {
        return AppliedJournal.read(files).getOrDefault(own(offset), Map.of());
    }

    @Test
    void aLineOutlivesTwoCrashesAndATornLineIsCutOff() throws IOException {
        AppliedJournal.open(files, END).write(own(100), at(1));
        java.nio.file.Files.writeString(folder.resolve("applied-positions.1"), "mysql-bin.000003\t2",
                StandardOpenOption.APPEND);
        AppliedJournal.open(files, END).write(own(300), at(3));

        AppliedJournal.open(files, END);

        assertThat(known(100)).isEqualTo(at(1));
        assertThat(known(300)).isEqualTo(at(3));
        assertThat(AppliedJournal.read(files)).hasSize(2);
    }

    @Test
    void aTransactionThatRecoveryCutOffIsForgotten() throws IOException {
        AppliedJournal journal = AppliedJournal.open(files, END);
        journal.write(own(100), at(1));
        journal.write(own(200), at(2));

        AppliedJournal.open(files, own(100));

        assertThat(known(100)).isEqualTo(at(1));
        assertThat(known(200)).isEmpty();
    }

    @Test
    void theNewestLinesAreThereHoweverManyWereWritten() throws IOException {
        AppliedJournal journal = AppliedJournal.open(files, END);
        for (int i = 1; i <= 3 * MANY; i++) {
            journal.write(own(i), at(i));
            if (i % MANY == 0) {
                journal = AppliedJournal.open(files, END);
            }
        }
        assertThat(known(3 * MANY)).isEqualTo(at(3 * MANY));
        assertThat(known(3 * MANY - 10_000)).isEqualTo(at(3 * MANY - 10_000));
        assertThat(AppliedJournal.read(files)).hasSizeLessThan(2 * MANY);
    }

    @Test
    void aBinlogThatBeginsAnewForgetsTheOldOne() throws IOException {
        AppliedJournal journal = AppliedJournal.open(files, END);
        journal.write(own(100), at(1));
        journal.clear();
        journal.write(own(200), at(2));

        assertThat(known(100)).isEmpty();
        assertThat(known(200)).isEqualTo(at(2));
    }
}
