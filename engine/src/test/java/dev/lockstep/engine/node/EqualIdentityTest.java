package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of two replicas that a source cannot tell from one another. */
@Timeout(90)
class EqualIdentityTest {
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

    /** A source, and two replicas with one server id and one UUID; the first one follows. */
    private Connection sourceAndTwins(ServerProfile profile) throws Exception {
        Node source = nodes.start("m", 1, profile);
        nodes.start("r1", 2, profile);
        nodes.start("r2", 2, profile);
        nodes.stop("r2");
        Files.copy(nodes.folder("r1").resolve("auto.cnf"), nodes.folder("r2").resolve("auto.cnf"),
                StandardCopyOption.REPLACE_EXISTING);
        nodes.start("r2", 2, profile);
        Connection client = nodes.connect(source);
        TestNodes.run(client, "CREATE TABLE t (id INT PRIMARY KEY)");
        TestNodes.replicate(twin("r1"), source);
        TestNodes.await("the first one has the table", () -> rows("r1").equals("0"));
        return client;
    }

    private Connection twin(String name) throws SQLException {
        return nodes.connect(nodes.node(name));
    }

    private String rows(String name) throws SQLException {
        try {
            return String.valueOf(TestNodes.cell(twin(name), "SELECT COUNT(*) FROM test.t"));
        } catch (SQLException notYet) {
            return "no table";
        }
    }

    private List<String> logged(String name, String text) {
        TraceLog trace = nodes.worlds().trace();
        return trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(event -> event instanceof TraceEvent.LogLine && event.node().equals(name))
                .map(event -> ((TraceEvent.LogLine) event).text()).filter(line -> line.contains(text)).toList();
    }

    private String status(String name, String column) throws SQLException {
        return String.valueOf(TestNodes.cell(twin(name), "SHOW SLAVE STATUS", column));
    }

    private void theFirstStops(ServerProfile profile, String errno, String words) throws Exception {
        Connection source = sourceAndTwins(profile);
        TestNodes.replicate(twin("r2"), nodes.node("m"));
        TestNodes.await("the first one stops", () -> status("r1", "Slave_IO_Running").equals("No"));
        assertThat(status("r1", "Last_IO_Errno")).isEqualTo(errno);
        assertThat(status("r1", "Last_IO_Error")).startsWith(words).matches(".*; the first event '\\S+\\.000001' at 4, "
                + "the last event read from '\\./\\S+\\.000001' at \\d+, the last byte read from '\\./\\S+\\.000001' at "
                + "\\d+\\.'");
        TestNodes.run(source, "INSERT INTO t VALUES (1)");
        TestNodes.await("the second one has the row", () -> rows("r2").equals("1"));
        assertThat(rows("r1")).isEqualTo("0");
        assertThat(TestNodes.column(source, "SHOW PROCESSLIST", "Command").stream()
                .filter(command -> command.startsWith("Binlog Dump"))).hasSize(1);
    }

    @Test
    void theFirstOneStopsWithTheErrorOfMySql57() throws Exception {
        theFirstStops(Profiles.MYSQL_5_7_23, "1236",
                "Got fatal error 1236 from master when reading data from binary log: "
                        + "'A slave with the same server_uuid/server_id as this slave has connected to the master");
    }

    @Test
    void theFirstOneStopsWithTheErrorOfMySql80() throws Exception {
        theFirstStops(Profiles.MYSQL_8_0, "13114",
                "Got fatal error 1236 from source when reading data from binary log: "
                        + "'A replica with the same server_uuid/server_id as this replica has connected to the source");
    }

    private void theyDriveEachOtherOut(ServerProfile profile, String words) throws Exception {
        Connection source = sourceAndTwins(profile);
        TestNodes.replicate(twin("r2"), nodes.node("m"));
        TestNodes.await("the source ends dumps again and again", () -> logged("m", "zombie dump").size() > 3);
        for (String name : new String[]{"r1", "r2"}) {
            TestNodes.await(name + " logs why", () -> !logged(name, words).isEmpty());
            assertThat(status(name, "Slave_IO_Running")).isNotEqualTo("No");
        }
        TestNodes.run(source, "INSERT INTO t VALUES (1)");
        // one may starve: it comes after a second and is thrown out at once by the other, who comes at once
        TestNodes.await("one of them has the row all the same", () -> rows("r1").equals("1") || rows("r2").equals("1"));
    }

    @Test
    void inMariaDbBothComeAgainThoughTheyReadWhy() throws Exception {
        theyDriveEachOtherOut(Profiles.MARIADB_10_11,
                "A slave with the same server_uuid/server_id as this slave has connected to the master");
    }

    @Test
    void inMySql55BothTakeItForAShutdown() throws Exception {
        theyDriveEachOtherOut(Profiles.MYSQL_5_5, "received end packet from server, apparent master shutdown");
    }
}
