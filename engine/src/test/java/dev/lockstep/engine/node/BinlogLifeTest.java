package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names and offsets of a binlog come again after RESET MASTER: positions in the tables are not taken for new ones. */
@Timeout(60)
class BinlogLifeTest {
    private static final String COUNT = "SELECT COUNT(*) FROM t";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private Path tables() {
        return nodes.folder("m").resolve("tables").resolve("tables.mv.db");
    }

    private static void insert(Connection m, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            TestNodes.run(m, "INSERT INTO t VALUES (" + i + ")");
        }
    }

    @Test
    void tablesOfBeforeAResetGetAllThatTheNewLogHas() throws Exception {
        Node node = nodes.start("m", 1);
        Connection m = nodes.connect(node);
        TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY)");
        insert(m, 0, 20);
        TestNodes.run(m, "CREATE TABLE brings_all_to_disk (id INT PRIMARY KEY)");
        Path before = folder.resolve("before");
        Files.copy(tables(), before);
        String file = TestNodes.cell(m, "SHOW MASTER STATUS", "File");
        long position = Long.parseLong("" + TestNodes.cell(m, "SHOW MASTER STATUS", "Position"));
        TestNodes.run(m, "RESET MASTER");
        insert(m, 20, 80);
        assertThat(TestNodes.cell(m, "SHOW MASTER STATUS", "File")).isEqualTo(file);
        assertThat(Long.parseLong("" + TestNodes.cell(m, "SHOW MASTER STATUS", "Position"))).isGreaterThan(position);
        node.kill();
        Files.copy(before, tables(), StandardCopyOption.REPLACE_EXISTING);

        m = nodes.connect(nodes.start("m", 1));
        assertThat(TestNodes.cell(m, COUNT)).isEqualTo("80");
    }

    @Test
    void tablesOfTheSameLifeGetWhatIsMissing() throws Exception {
        Node node = nodes.start("m", 1);
        Connection m = nodes.connect(node);
        TestNodes.run(m, "RESET MASTER", "CREATE TABLE t (id INT PRIMARY KEY)");
        insert(m, 0, 5);
        node.kill();
        node = nodes.start("m", 1);
        m = nodes.connect(node);
        insert(m, 5, 10);
        node.kill();

        m = nodes.connect(nodes.start("m", 1));
        assertThat(TestNodes.cell(m, COUNT)).isEqualTo("10");
        assertThat(Files.readString(Path.of(TestNodes.cell(m, "SELECT @@log_bin_basename") + ".life")))
                .isEqualTo("2\n");
    }
}
