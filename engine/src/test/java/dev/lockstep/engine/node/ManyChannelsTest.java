package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replica with many channels; sources of the profile whose dump threads know channels apart. */
@Timeout(120)
class ManyChannelsTest {
    private static final int SOURCES = 4;
    private static final int CHANNELS = 64;

    @TempDir
    Path folder;

    private TestNodes nodes;

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void sixtyFourChannelsFromFourSourcesAllApply() throws Exception {
        List<Node> sources = new ArrayList<>();
        List<Connection> clients = new ArrayList<>();
        for (int i = 0; i < SOURCES; i++) {
            Node source = nodes.start("m" + i, i + 1, Profiles.LOCKSTEP);
            sources.add(source);
            clients.add(nodes.connect(source));
            TestNodes.run(clients.get(i), "CREATE TABLE t" + i + " (a INT)", "INSERT INTO t" + i + " VALUES (1)");
        }
        Connection s = nodes.connect(nodes.start("s", 99));
        for (int i = 0; i < CHANNELS; i++) {
            // each channel has its own database, so that all of them apply each change of their source
            TestNodes.run(s, "CREATE DATABASE d" + i, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                    + sources.get(i % SOURCES).port() + ", MASTER_USER='repl', MASTER_PASSWORD='' FOR CHANNEL 'c" + i
                    + "'",
                    "CHANGE REPLICATION FILTER REPLICATE_REWRITE_DB = ((test, d" + i + ")) FOR CHANNEL 'c" + i + "'");
        }
        TestNodes.run(s, "START SLAVE");
        for (int i = 0; i < SOURCES; i++) {
            TestNodes.run(clients.get(i), "INSERT INTO t" + i + " VALUES (2)");
        }
        for (int i = 0; i < CHANNELS; i++) {
            ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM d" + i + ".t" + i % SOURCES, "2");
        }
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS", "Slave_IO_Running")).hasSize(CHANNELS).containsOnly("Yes");
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS", "Slave_SQL_Running")).containsOnly("Yes");
        assertThat(TestNodes.column(clients.getFirst(), "SHOW PROCESSLIST", "Command"))
                .filteredOn("Binlog Dump"::equals).hasSize(CHANNELS / SOURCES);
        TestNodes.run(s, "STOP SLAVE");
        assertThat(TestNodes.column(s, "SHOW SLAVE STATUS", "Slave_SQL_Running")).containsOnly("No");
    }
}
