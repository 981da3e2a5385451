package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.gtid.GtidSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinlogDirectoryTest {
    @TempDir
    Path temp = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private LogFolder folder;

    @SuppressWarnings("NullAway.Init")
    private BinlogDirectory log;

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
        return log.create(LogFolder.description(), List.of(LogFolder.previous(GtidSet.EMPTY)));
    }

    private BinlogFile rotate(BinlogFile file) throws IOException {
        return log.rotate(file, LogFolder.rotation(), LogFolder.description(),
                List.of(LogFolder.previous(GtidSet.EMPTY)));
    }

    @Test
    void numbersFilesAndListsThemInTheIndex() throws IOException {
        rotate(rotate(create())).close();

        assertThat(log.index().names()).containsExactly("bin.000001", "bin.000002", "bin.000003");
        assertThat(new String(folder.files.readAll("bin.index"), StandardCharsets.UTF_8))
                .isEqualTo("./bin.000001\n./bin.000002\n./bin.000003\n");
        assertThat(log.list()).extracting(BinlogDirectory.LogFile::bytes).containsExactly(195L, 195L, 154L);
        assertThat(log.totalBytes()).isEqualTo(195 + 195 + 154);
        assertThat(folder.binlog().index().names()).isEqualTo(log.index().names());
        assertThat(log.index().after("bin.000002")).contains("bin.000003");
        assertThat(log.index().after("bin.000003")).isEmpty();
    }

    @Test
    void countsOnBehindSixDigitsAndGaps() throws IOException {
        folder.files.replace("bin.999999", new byte[0]);
        assertThat(log.nextName()).isEqualTo("bin.1000000");
        folder.files.replace("bin.index", "./bin.2000000\n".getBytes(StandardCharsets.UTF_8));
        assertThat(folder.binlog().nextName()).isEqualTo("bin.2000001");
    }

    @Test
    void filesOfOthersDoNotCount() throws IOException {
        folder.files.replace("bin.index", new byte[0]);
        folder.files.replace("bin.0000077", new byte[0]);
        folder.files.replace("bin.00001", new byte[0]);
        folder.files.replace("relay-bin.000009", new byte[0]);
        folder.files.replace("bin.000004.bak", new byte[0]);

        assertThat(log.nextName()).isEqualTo("bin.000078");
    }

    @Test
    void purgeDeletesWhatIsOlder() throws IOException {
        rotate(rotate(create())).close();

        assertThat(log.purgeBefore("bin.000003")).containsExactly("bin.000001", "bin.000002");
        assertThat(log.index().names()).containsExactly("bin.000003");
        assertThat(folder.files.list("")).containsExactly("bin.000003", "bin.index");
        assertThat(log.purgeBefore("bin.000009")).isEmpty();
        assertThat(log.nextName()).isEqualTo("bin.000004");
    }

    @Test
    void resetBeginsAgainAtOne() throws IOException {
        rotate(create()).close();
        log.reset();

        assertThat(folder.files.list("")).containsExactly("bin.index");
        assertThat(log.nextName()).isEqualTo("bin.000001");
        assertThat(log.last()).isEmpty();
    }

    @Test
    void worksInAFolderOfItsOwn() throws IOException {
        BinlogDirectory own = BinlogDirectory.open(folder.files, "logs/bin");
        BinlogFile file = own.create(LogFolder.description(), List.of());
        own.rotate(file, LogFolder.rotation(), LogFolder.description(), List.of()).close();

        assertThat(own.index().names()).containsExactly("logs/bin.000001", "logs/bin.000002");
        assertThat(folder.files.list("logs")).containsExactly("bin.000001", "bin.000002", "bin.index");
    }

    @Test
    void recoveryDeletesAFileThatTheIndexDoesNotName() throws IOException {
        create().close();
        folder.files.replace("bin.000002", new byte[10]);

        assertThat(log.recover(ReadOptions.BINLOG)).isPresent();
        assertThat(folder.files.exists("bin.000002")).isFalse();
        assertThat(log.nextName()).isEqualTo("bin.000002");
    }
}
